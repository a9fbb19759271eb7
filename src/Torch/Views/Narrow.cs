// Parts of a tensor that share its memory: narrow, select, and expansion by stride 0.
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
    }
}
