// The largest and smallest along dimensions, and where they are.
using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor max() => ExtremeOf<LargestOp>([], false, "max", "MaxBackward1");

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, ExtremeOf<LargestOp>(dims, keepdim, "amax", "AmaxBackward0"));

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, ExtremeOf<SmallestOp>(dims, keepdim, "amin", "AminBackward0"));

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        public Tensor argmax(long dim, bool keepdim = false) => Position<LargestAt>(dim, keepdim, "argmax");

        private Tensor ExtremeOf<TOp>(long[] dims, bool keepdim, string operation, string name) where TOp : struct, IRowFunction
        {
            using var reduction = new Reduction(this, dims, type, operation);
            reduction.RequireColumns(operation);
            var y = Empty(reduction.ResultSizes(keepdim), type);
            RowLoop.Run<TOp>(reduction, y);
            if (!Node.Wanted(this)) return y;
            var keptSizes = reduction.KeptSizes;
            return Node.Of(name, node =>
            {
                // y = the extreme of x over dims  =>  dx = dy shared evenly among the elements equal to y
                var ties = node.Saved(0).eq(node.Saved(1).view(keptSizes)).to_type(node.Gradient.type);
                var (dy, many) = (node.Gradient.view(keptSizes), ties);
                for (var d = 0; d < keptSizes.Length; d++)
                    if (keptSizes[d] != many.sizes[d]) many = many.sum(d, keepdim: true);
                node.Give(0, ties.mul(dy.div(many)));
            }, this).Saves(this, y).Finish(y);
        }

        private Tensor Position<TOp>(long? dim, bool keepdim, string operation) where TOp : struct, IRowSearch
        {
            using var reduction = new Reduction(this, dim is { } d ? [d] : [], type, operation);
            reduction.RequireColumns(operation);
            var positions = Empty(reduction.ResultSizes(keepdim), ScalarType.Int64);
            RowLoop.Search<TOp>(reduction, positions);
            return positions;
        }

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null) return result;
            using (result) target.copy_(result);
            return target;
        }

        private struct LargestOp : IRowFunction
        {
            public static unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T> => row[LargestAt.Apply(row, columns)];
        }

        private struct SmallestOp : IRowFunction
        {
            public static unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T> => row[SmallestAt.Apply(row, columns)];
        }

        // NaN counts as the extreme, as in PyTorch.
        private struct LargestAt : IRowSearch
        {
            public static unsafe long Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>
            {
                long best = 0;
                for (long i = 1; i < columns && !T.IsNaN(row[best]); i++)
                    if (row[i] > row[best] || T.IsNaN(row[i])) best = i;
                return best;
            }
        }

        private struct SmallestAt : IRowSearch
        {
            public static unsafe long Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>
            {
                long best = 0;
                for (long i = 1; i < columns && !T.IsNaN(row[best]); i++)
                    if (row[i] < row[best] || T.IsNaN(row[i])) best = i;
                return best;
            }
        }
    }
}
