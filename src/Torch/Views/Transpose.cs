// The dimensions in another order: transpose and permute.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor transpose(long dim0, long dim1)
        {
            int a = Shape.Wrap(dim0, Rank, nameof(transpose)), b = Shape.Wrap(dim1, Rank, nameof(transpose));
            if (a == b) return alias();
            long[] newSizes = Shape.Exchanged(sizes, a, b), newStrides = Shape.Exchanged(strides, a, b);
            // y = x with a and b exchanged  =>  dx = dy with a and b exchanged
            return MakeView(newSizes, newStrides, offset, "TransposeBackward0", (a, b), static (node, at) => node.Give(0, node.Gradient.transpose(at.a, at.b)));
        }

        public Tensor permute(params long[] permutation)
        {
            if (permutation.Length != Rank)
                throw new ArgumentException($"permute: {Text} needs {Rank} dimensions in the permutation, but got {Shape.Text(permutation)}.");
            Span<long> numbers = Rank <= Shape.FewDimensions ? stackalloc long[3 * Rank] : new long[3 * Rank];
            Span<long> back = numbers[..Rank], newSizes = numbers[Rank..(2 * Rank)], newStrides = numbers[(2 * Rank)..];
            back.Fill(-1);
            for (var d = 0; d < Rank; d++)
            {
                var from = Shape.Wrap(permutation[d], Rank, nameof(permute));
                if (back[from] >= 0) throw new ArgumentException($"permute: a dimension occurs twice in {Shape.Text(permutation)}.");
                (back[from], newSizes[d], newStrides[d]) = (d, sizes[from], strides[from]);
            }
            // y = x permuted  =>  dx = dy permuted back
            return MakeView(ShapeTable.Of(newSizes), ShapeTable.Of(newStrides), offset, "PermuteBackward0", ShapeTable.Of(back),
                static (node, inverse) => node.Give(0, node.Gradient.permute(inverse)));
        }

        /// <summary>A matrix transposed; a vector as it is.</summary>
        public Tensor t()
        {
            if (Rank > 2) throw new InvalidOperationException($"t: expects a tensor with at most 2 dimensions, but got {Text}; use mT or transpose.");
            return Rank < 2 ? alias() : transpose(0, 1);
        }
    }
}
