// The same elements in row-major order under another shape: view, reshape, squeeze.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Another window on this memory, with its place in the history.</summary>
        internal Tensor MakeView(long[] viewSizes, long[] viewStrides, long viewOffset, string name, BackwardFunction backward)
        {
            var view = Window(viewSizes, viewStrides, viewOffset);
            if (Node.Wanted(this)) Node.Of(name, backward, this).Makes(view);
            return Attached(view);
        }

        /// <inheritdoc cref="MakeView(long[], long[], long, string, BackwardFunction)"/>
        internal Tensor MakeView<TState>(
            long[] viewSizes, long[] viewStrides, long viewOffset, string name, TState state, BackwardFunction<TState> backward)
        {
            var view = Window(viewSizes, viewStrides, viewOffset);
            if (Node.Wanted(this)) Node.Of(name, state, backward, this).Makes(view);
            return Attached(view);
        }

        /// <summary>A fresh view of this tensor, known to be one.</summary>
        private Tensor Attached(Tensor view)
        {
            if (GradMode.Enabled && torch.is_floating_point(type)) ViewOrigin.Attach(view, this);
            return view;
        }

        /// <summary>The same memory under another shape; one size may be -1.</summary>
        /// <exception cref="InvalidOperationException">The strides don't allow it: use reshape.</exception>
        public Tensor view(params long[] shape)
        {
            var target = Resolve(shape, nameof(view));
            var viewStrides = ViewStrides(target) ?? throw new InvalidOperationException(
                $"view: size {Shape.Text(target)} is not compatible with the size {Shape.Text(sizes)} and stride {Shape.Text(strides)} " +
                "(at least one dimension spans across two contiguous subspaces); use reshape(...) instead.");
            return Reshaped(target, viewStrides, "ViewBackward0");
        }

        /// <summary>A view where the strides allow it, else a row-major copy.</summary>
        public Tensor reshape(params long[] shape)
        {
            var target = Resolve(shape, nameof(reshape));
            if (ViewStrides(target) is { } viewStrides) return Reshaped(target, viewStrides, "ReshapeAliasBackward0");
            using var temporaries = Temporaries.Open();
            var dense = clone();
            return temporaries.Result(dense.Reshaped(target, Shape.Strides(target), "UnsafeViewBackward0"));
        }

        public Tensor unsqueeze(long dim)
        {
            var d = Shape.Wrap(dim, Rank + 1, nameof(unsqueeze));
            var step = d < Rank ? sizes[d] * strides[d] : 1;
            return Reshaped(Shape.Inserted(sizes, d, 1), Shape.Inserted(strides, d, step), "UnsqueezeBackward0");
        }

        /// <summary>Without the dimensions of size 1, or without the given one if its size is 1.</summary>
        public Tensor squeeze(long? dim = null)
        {
            var only = dim is { } given ? Shape.Wrap(given, Rank, nameof(squeeze)) : -1;
            var kept = Enumerable.Range(0, Rank).Where(d => sizes[d] != 1 || only >= 0 && d != only).ToArray();
            return Reshaped(Array.ConvertAll(kept, d => sizes[d]), Array.ConvertAll(kept, d => strides[d]), "SqueezeBackward0");
        }

        private Tensor Reshaped(long[] target, long[] viewStrides, string name)
        {
            // y = x under another shape  =>  dx = dy under x's shape
            return MakeView(target, viewStrides, offset, name, static node => node.Give(0, node.Gradient.reshape(node.Inputs[0].Sizes)));
        }

        /// <summary>A shape whose -1, if any, is filled in.</summary>
        private long[] Resolve(long[] wanted, string operation) => ResolveCount(wanted, Count, operation);

        private static long[] ResolveCount(long[] wanted, long count, string operation)
        {
            Span<long> target = wanted.Length <= Shape.FewDimensions ? stackalloc long[wanted.Length] : new long[wanted.Length];
            wanted.CopyTo(target);
            var open = -1;
            long known = 1;
            for (var d = 0; d < target.Length; d++)
            {
                if (target[d] == -1)
                {
                    if (open >= 0) throw new ArgumentException($"{operation}: only one dimension can be inferred, but got {Shape.Text(wanted)}.");
                    open = d;
                }
                else if (target[d] < 0) throw new ArgumentException($"{operation}: invalid shape dimension {target[d]} in {Shape.Text(wanted)}.");
                else known *= target[d];
            }
            if (open >= 0 && known > 0 && count % known == 0) target[open] = count / known;
            else if (open >= 0 || known != count)
                throw new ArgumentException($"{operation}: shape {Shape.Text(wanted)} is invalid for input of size {count}.");
            return ShapeTable.Of(target);
        }

        /// <summary>Strides that show the same elements in the same order under another shape; null where there are none.</summary>
        private long[]? ViewStrides(long[] target)
        {
            if (IsContiguous) return Shape.Strides(target);
            if (Count == 0) return Shape.Strides(target);
            Span<long> result = target.Length <= Shape.FewDimensions ? stackalloc long[target.Length] : new long[target.Length];
            var t = target.Length - 1;
            // Each run of dimensions that lie densely in one another must be split by the target without remainder.
            long run = 1, filled = 1, step = Rank > 0 ? strides[^1] : 1;
            for (var d = Rank - 1; d >= 0; d--)
            {
                run *= sizes[d];
                if (d > 0 && (sizes[d - 1] == 1 || strides[d - 1] == run * step)) continue;
                while (t >= 0 && (filled < run || target[t] == 1))
                {
                    result[t] = filled * step;
                    filled *= target[t--];
                }
                if (filled != run) return null;
                if (d > 0)
                {
                    step = strides[d - 1];
                    run = filled = 1;
                }
            }
            return t < 0 ? ShapeTable.Of(result) : null;
        }
    }
}
