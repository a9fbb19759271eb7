// Parts of a tensor that share its memory: narrow, select, slice, diagonal steps, and expansion by stride 0.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements start .. start + length - 1 along a dimension.</summary>
        public Tensor narrow(long dim, long start, long length)
        {
            var d = Shape.Wrap(dim, RequireRank(1, nameof(narrow)), nameof(narrow));
            var first = start < 0 ? start + sizes[d] : start;
            if (length < 0 || first < 0 || first + length > sizes[d])
                throw new ArgumentOutOfRangeException(nameof(start), start,
                    $"narrow: start ({start}) + length ({length}) exceeds dimension size ({sizes[d]}) of {Text}.");
            return Part(d, first, length, 1, "NarrowBackward0");
        }

        /// <summary>The elements start, start + step, ... before finish along a dimension; both ends are clamped, negative ones count from the end.</summary>
        public Tensor slice(long dim, long start, long finish, long step)
        {
            var d = Shape.Wrap(dim, RequireRank(1, nameof(slice)), nameof(slice));
            if (step <= 0) throw new ArgumentOutOfRangeException(nameof(step), step, "slice: step must be positive.");
            var size = sizes[d];
            var first = Math.Clamp(start < 0 ? start + size : start, 0, size);
            var last = Math.Clamp(finish < 0 ? finish + size : finish, first, size);
            return Part(d, first, (last - first + step - 1) / step, step, "SliceBackward0");
        }

        /// <summary>One element along a dimension, which disappears.</summary>
        public Tensor select(long dim, long index)
        {
            if (Rank == 0) throw new InvalidOperationException("select: cannot be applied to a tensor without dimensions.");
            var d = Shape.Wrap(dim, Rank, nameof(select));
            if (index < -sizes[d] || index >= sizes[d])
                throw new ArgumentOutOfRangeException(nameof(index), index,
                    $"select: index {index} is out of range for dimension {d} of {Text}; allowed: {-sizes[d]} to {sizes[d] - 1}.");
            var at = index < 0 ? index + sizes[d] : index;
            return MakeView(Shape.Without(sizes, d), Shape.Without(strides, d), offset + at * strides[d], "SelectBackward0", (d, at), static (node, one) =>
            {
                // y = x[.., at, ..]  =>  dx = 0 but for dx[.., at, ..] = dy
                var dx = Filled(node.Inputs[0].Sizes, node.Gradient.type, 0);
                dx.select(one.d, one.at).CopyFrom(node.Gradient);
                node.Give(0, dx);
            });
        }

        private Tensor Part(int d, long first, long length, long step, string name)
        {
            var range = (d, first, length, step);
            return MakeView(Shape.With(sizes, d, length), Shape.With(strides, d, strides[d] * step), offset + first * strides[d], name, range, static (node, at) =>
            {
                // y = x[.., first : first + length step : step, ..]  =>  dx = 0 but for that part, which is dy
                var dx = Filled(node.Inputs[0].Sizes, node.Gradient.type, 0);
                dx.Part(at.d, at.first, at.length, at.step, node.Name).CopyFrom(node.Gradient);
                node.Give(0, dx);
            });
        }

        /// <summary>Dimensions of size 1, and new leading ones, repeated without copying; -1 keeps a size.</summary>
        public Tensor expand(params long[] sizes) => Expanded(sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Expanded(sizes);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Expanded(sizes.ToArray());

        public Tensor expand(Size sizes, bool isImplicit = false) => Expanded(sizes.Values);

        public Tensor expand_as(Tensor other) => Expanded(other.sizes);

        public Tensor broadcast_to(params long[] shape) => Expanded(shape);

        internal Tensor Expanded(long[] wanted)
        {
            var lead = wanted.Length - Rank;
            if (lead < 0)
                throw new ArgumentException($"expand: the number of sizes in {Shape.Text(wanted)} must be at least the number of dimensions of {Text}.");
            Span<long> target = wanted.Length <= Shape.FewDimensions ? stackalloc long[wanted.Length] : new long[wanted.Length];
            Span<long> steps = wanted.Length <= Shape.FewDimensions ? stackalloc long[wanted.Length] : new long[wanted.Length];
            for (var d = 0; d < wanted.Length; d++)
            {
                var own = d < lead ? 1 : sizes[d - lead];
                target[d] = wanted[d] == -1 && d >= lead ? own : wanted[d];
                if (target[d] < 0 || own != 1 && own != target[d])
                    throw new ArgumentException($"expand: {Text} does not expand to {Shape.Text(wanted)} at dimension {d}: size {own} against {wanted[d]}.");
                steps[d] = d < lead || own == 1 && target[d] != 1 ? 0 : strides[d - lead];
            }
            // y = x repeated  =>  dx = dy summed over the repetitions, which Give does
            return MakeView(ShapeTable.Of(target), ShapeTable.Of(steps), offset, "ExpandBackward0", static node => node.Give(0, node.Gradient));
        }

        /// <summary>The elements (i, i + offset) of two dimensions, as a new last dimension.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1)
        {
            RequireRank(2, nameof(diagonal));
            int a = Shape.Wrap(dim1, Rank, nameof(diagonal)), b = Shape.Wrap(dim2, Rank, nameof(diagonal));
            if (a == b) throw new ArgumentException($"diagonal: dim1 and dim2 must differ, but both are {a}.");
            var length = Math.Max(0, offset >= 0 ? Math.Min(sizes[a], sizes[b] - offset) : Math.Min(sizes[a] + offset, sizes[b]));
            var start = length == 0 ? 0 : offset >= 0 ? offset * strides[b] : -offset * strides[a];
            var kept = Enumerable.Range(0, Rank).Where(d => d != a && d != b).ToArray();
            var original = sizes;
            return MakeView(
                [.. kept.Select(d => sizes[d]), length], [.. kept.Select(d => strides[d]), strides[a] + strides[b]], this.offset + start,
                "DiagonalBackward0", node =>
                {
                    // y = the diagonal of x  =>  dx = 0 but for its diagonal, which is dy
                    var dx = Filled(original, node.Gradient.type, 0);
                    dx.diagonal(offset, a, b).CopyFrom(node.Gradient);
                    node.Give(0, dx);
                });
        }

        /// <summary>Any window on the memory of this tensor.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0)
        {
            if (size.Length != strides.Length)
                throw new ArgumentException($"as_strided: sizes {Shape.Text(size)} and strides {Shape.Text(strides)} must be of one length.");
            Shape.RequireValid(size, nameof(as_strided));
            var last = storageOffset;
            for (var d = 0; d < size.Length; d++) last += Math.Max(size[d] - 1, 0) * strides[d];
            if (storageOffset < 0 || strides.Any(step => step < 0) || Shape.Count(size) > 0 && (last + 1) * ElementSize > Block.Bytes)
                throw new ArgumentOutOfRangeException(nameof(size), $"as_strided: the window reaches outside of the memory of {Text}.");
            var (windowSizes, windowStrides) = ((long[])size.Clone(), (long[])strides.Clone());
            var (original, originalStrides, start) = (sizes, this.strides, storageOffset - offset);
            return MakeView(windowSizes, windowStrides, storageOffset, "AsStridedBackward0", node =>
            {
                // y = memory of x[window]  =>  each element of dx is the sum of dy wherever the window showed it
                var dx = ZerosWithStrides(original, originalStrides, node.Gradient.type);
                node.Give(0, dx.AddToWindow(windowSizes, windowStrides, start, node.Gradient));
            });
        }

        private Tensor AddToWindow(long[] windowSizes, long[] windowStrides, long start, Tensor gradient)
        {
            using var dense = Loops.Operand.Dense(gradient, ScalarType.Float64);
            var index = new long[windowSizes.Length];
            for (long i = 0, count = Shape.Count(windowSizes); i < count; i++)
            {
                var at = start;
                for (var d = 0; d < index.Length; d++) at += index[d] * windowStrides[d];
                using var element = Window(Shape.Scalar, Shape.Scalar, at, scoped: false);
                using var part = dense.Tensor.Window(Shape.Scalar, Shape.Scalar, i, scoped: false);
                using var converted = Loops.Operand.Of(part, type);
                element.AddInPlace(converted.Tensor);
                for (var d = index.Length - 1; d >= 0 && ++index[d] == windowSizes[d]; d--) index[d] = 0;
            }
            return this;
        }
    }
}
