// x becomes f(x): writes the result into x's memory and gives x, and what it is a view of, the result's history.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Computes beside, copies into this memory, and rewrites the history where there is one to keep.</summary>
        internal Tensor Become(string operation, Func<Tensor, Tensor> function)
        {
            using var temporaries = Temporaries.Open();
            var recorded = Node.Wanted(this);
            if (recorded) RequireChangeable(operation);
            // The record keeps the old contents, which are about to be overwritten.
            var value = function(recorded ? WithOldContents() : this);
            RequireFits(operation, value.sizes, value.type);
            if (Node.Wanted(value)) RequireChangeable(operation);
            CopyFrom(value);
            Block.Version++;
            if (GradMode.Enabled && (recorded || value.requires_grad))
            {
                // A view of something recorded gets a new history even where the new value has none.
                if (Meta.View.Exists) Meta.View.Rebase(this, value);
                else Meta.Rebase(value.meta?.Function, value.meta?.Output ?? 0);
            }
            return this;
        }

        /// <summary>Whether an in-place operation with this other operand has to go through <see cref="Become"/>.</summary>
        internal bool RecordsInPlace(Tensor? other = null) => Node.Wanted(this, other);

        /// <summary>Notes that the data has changed.</summary>
        internal Tensor Changed()
        {
            Block.Version++;
            return this;
        }

        internal void RequireFits(string operation, long[] resultSizes, ScalarType resultType)
        {
            RequireOwnPlaces(operation);
            if (!Shape.Same(sizes, resultSizes))
                throw new ArgumentException(
                    $"{operation}: output with shape {Shape.Text(sizes)} doesn't match the broadcast shape {Shape.Text(resultSizes)}.");
            if (torch.is_floating_point(resultType) && !torch.is_floating_point(type) || resultType != ScalarType.Bool && type == ScalarType.Bool)
                throw new ArgumentException($"{operation}: result type {resultType} can't be cast to the desired output type {type}.");
        }

        // Expanded dimensions repeat one place: which of the values written there would count is chance.
        private void RequireOwnPlaces(string operation)
        {
            for (var d = 0; d < sizes.Length; d++)
                if (strides[d] == 0 && sizes[d] > 1)
                    throw new InvalidOperationException(
                        $"{operation}: more than one element of {Text} with strides {Shape.Text(strides)} refers to a single memory location; clone() it first.");
        }

        private void RequireChangeable(string operation)
        {
            if (is_leaf && requires_grad)
                throw new InvalidOperationException(
                    $"{operation}: a leaf Variable that requires grad is being used in an in-place operation; wrap it in no_grad() to change its data.");
            if (meta is { View.IsLeafThatRequiresGrad: true })
                throw new InvalidOperationException(
                    $"{operation}: a view of a leaf Variable that requires grad is being used in an in-place operation; wrap it in no_grad() to change its data.");
        }

        private Tensor WithOldContents()
        {
            var old = Copy();
            var (function, output) = GradientTarget;
            old.Meta.SetFunction(function, output);
            return old;
        }

        /// <summary>Overwrites this tensor with values that broadcast to its shape, converted to its type.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            if (!RecordsInPlace(source))
            {
                if (!Shape.Same(Shape.Broadcast(sizes, source.sizes, nameof(copy_)), sizes))
                    throw new ArgumentException($"copy_: {source.Text} doesn't broadcast to the shape {Shape.Text(sizes)}.");
                RequireOwnPlaces(nameof(copy_));
                CopyFrom(source);
                return Changed();
            }
            return Become(nameof(copy_), old =>
            {
                var value = Empty(sizes, type);
                value.CopyFrom(source);
                // y = source, whatever y was
                return Node.Of("CopyBackwards", static node => node.Give(0, node.Gradient), source).Finish(value);
            });
        }

        /// <summary>Sets every element.</summary>
        public Tensor fill_(Scalar value)
        {
            if (!RecordsInPlace())
            {
                FillData(value);
                return Changed();
            }
            // y = value, whatever x was: dx = 0
            return Become(nameof(fill_), old => Node.Of("FillBackward0", static node =>
                node.Give(0, Filled(node.Gradient.sizes, node.Gradient.type, 0)), old).Finish(Filled(sizes, type, value)));
        }

        public Tensor zero_() => fill_(0);
    }
}
