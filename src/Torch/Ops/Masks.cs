// Choosing by condition: where, masked_fill, triangles, masked_select and nonzero.
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This where the condition holds, else y.</summary>
        public Tensor where(Tensor condition, Tensor y)
        {
            condition.RequireType(ScalarType.Bool, nameof(where), nameof(condition));
            var result = TypePromotion.Of(this, y);
            var chosen = Empty(Shape.Broadcast(Shape.Broadcast(sizes, y.sizes, nameof(where)), condition.sizes, nameof(where)), result);
            using (var a = Operand.Of(this, result))
            using (var b = Operand.Of(y, result))
                SelectLoop.Run(chosen, condition, a.Tensor, b.Tensor);
            if (!Node.Wanted(this, y)) return chosen;
            return Node.Of("WhereBackward0", static node =>
            {
                // y = condition ? a : b  =>  da = dy where the condition holds, db = dy where it does not
                var (dy, condition) = (node.Gradient, node.Saved(0));
                using var zero = Filled(Shape.Scalar, dy.type, 0, scoped: false);
                if (node.Wants(0)) node.Give(0, dy.where(condition, zero));
                if (node.Wants(1)) node.Give(1, zero.where(condition, dy));
            }, this, y).Saves(condition).Finish(chosen);
        }

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

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            mask.RequireType(ScalarType.Bool, nameof(masked_fill_), nameof(mask));
            RequireFits(nameof(masked_fill_), Shape.Broadcast(sizes, mask.sizes, nameof(masked_fill_)), type);
            if (RecordsInPlace()) return Become(nameof(masked_fill_), x => x.masked_fill(mask, value));
            using var fill = Operand.Of(value, type);
            SelectLoop.Run(this, mask, fill.Tensor, this);
            return Changed();
        }

        /// <summary>The last two dimensions' elements on and below a diagonal; the others 0.</summary>
        public Tensor tril(long diagonal = 0) => Triangle(diagonal, true, "TrilBackward0");

        /// <summary>The last two dimensions' elements on and above a diagonal; the others 0.</summary>
        public Tensor triu(long diagonal = 0) => Triangle(diagonal, false, "TriuBackward0");

        public Tensor tril_(long diagonal = 0) => Become(nameof(tril_), x => x.tril(diagonal));

        public Tensor triu_(long diagonal = 0) => Become(nameof(triu_), x => x.triu(diagonal));

        /// <summary>The elements where the mask holds, in order, as a vector.</summary>
        public Tensor masked_select(Tensor mask)
        {
            mask.RequireType(ScalarType.Bool, nameof(masked_select), nameof(mask));
            using var temporaries = Temporaries.Open();
            var common = Shape.Broadcast(sizes, mask.sizes, nameof(masked_select));
            var at = mask.Expanded(common).reshape([-1]).nonzero().squeeze(1);
            return temporaries.Result(Expanded(common).reshape([-1]).index_select(0, at));
        }

        /// <summary>The positions of the elements that are not 0, one row of coordinates each: (count, dimensions).</summary>
        public unsafe Tensor nonzero()
        {
            using var truth = Operand.Dense(this, ScalarType.Bool);
            var flags = truth.Tensor.Pointer<byte>();
            long total = Count, found = 0;
            for (long i = 0; i < total; i++) found += flags[i] != 0 ? 1 : 0;
            var y = Empty([found, Rank], ScalarType.Int64);
            var into = y.Pointer<long>();
            for (long i = 0; i < total; i++)
            {
                if (flags[i] == 0) continue;
                var rest = i;
                for (var d = Rank - 1; d >= 0; d--)
                {
                    into[d] = rest % sizes[d];
                    rest /= sizes[d];
                }
                into += Rank;
            }
            return y;
        }

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
