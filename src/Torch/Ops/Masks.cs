// Choosing by condition or place: masked_fill and triangles.
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The value where the mask holds, else this.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value)
        {
            mask.RequireType(ScalarType.Bool, nameof(masked_fill), nameof(mask));
            var y = Empty(Shape.Broadcast(sizes, mask.sizes, nameof(masked_fill)), type);
            using (var fill = Operand.Of(value, type)) SelectLoop.Run(y, mask, fill.Tensor, this);
            if (!Node.Wanted(this)) return y;
            return Node.Of("MaskedFillBackward0", static node =>
            {
                // y = mask ? value : x  =>  dx = mask ? 0 : dy
                node.Give(0, node.Gradient.masked_fill(node.Saved(0), 0));
            }, this).Saves(mask).Finish(y);
        }

        /// <summary>The last two dimensions' elements on and below a diagonal; the others 0.</summary>
        public Tensor tril(long diagonal = 0) => Triangle(diagonal, true, "TrilBackward0");

        /// <summary>The last two dimensions' elements on and above a diagonal; the others 0.</summary>
        public Tensor triu(long diagonal = 0) => Triangle(diagonal, false, "TriuBackward0");

        private unsafe Tensor Triangle(long diagonal, bool lower, string name)
        {
            RequireRank(2, lower ? nameof(tril) : nameof(triu));
            var y = Copy();
            long rows = sizes[^2], columns = sizes[^1], size = ElementSize;
            for (long matrix = 0, count = rows * columns == 0 ? 0 : Count / (rows * columns); matrix < count; matrix++)
                for (long row = 0; row < rows; row++)
                {
                    // Lower keeps the columns up to row + diagonal, upper those from there on.
                    var edge = Math.Clamp(row + diagonal + (lower ? 1 : 0), 0, columns);
                    var (first, last) = lower ? (edge, columns) : (0, edge);
                    new Span<byte>(y.Bytes + ((matrix * rows + row) * columns + first) * size, (int)((last - first) * size)).Clear();
                }
            // y = a triangle of x  =>  dx = the same triangle of dy
            if (Node.Wanted(this)) Node.Of(name, node => node.Give(0, node.Gradient.Triangle(diagonal, lower, name)), this).Makes(y);
            return y;
        }
    }
}
