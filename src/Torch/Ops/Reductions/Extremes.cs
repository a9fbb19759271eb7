// The largest and smallest along dimensions, and where they are.
using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor max() => ExtremeOf<LargestOp>([], false, "max", "MaxBackward1");

        public Tensor min() => ExtremeOf<SmallestOp>([], false, "min", "MinBackward1");

        /// <summary>The largest along a dimension and its (first) position.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => ExtremeAt<LargestAt>(dim, keepdim, "max", "MaxBackward0");

        /// <summary>The smallest along a dimension and its (first) position.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => ExtremeAt<SmallestAt>(dim, keepdim, "min", "MinBackward0");

        public Tensor amax(params long[] dims) => ExtremeOf<LargestOp>(dims, false, "amax", "AmaxBackward0");

        public Tensor amin(params long[] dims) => ExtremeOf<SmallestOp>(dims, false, "amin", "AminBackward0");

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, ExtremeOf<LargestOp>(dims, keepdim, "amax", "AmaxBackward0"));

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, ExtremeOf<SmallestOp>(dims, keepdim, "amin", "AminBackward0"));

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);

        /// <summary>The position of the largest in the flattened tensor.</summary>
        public Tensor argmax() => Position<LargestAt>(null, false, "argmax");

        public Tensor argmax(long dim, bool keepdim = false) => Position<LargestAt>(dim, keepdim, "argmax");

        public Tensor argmin() => Position<SmallestAt>(null, false, "argmin");

        public Tensor argmin(long dim, bool keepdim = false) => Position<SmallestAt>(dim, keepdim, "argmin");

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

        private (Tensor, Tensor) ExtremeAt<TOp>(long dim, bool keepdim, string operation, string name) where TOp : struct, IRowSearch
        {
            using var temporaries = Temporaries.Open();
            var positions = Position<TOp>(dim, true, operation);
            Tensor values;
            using (new GradMode(false)) values = Rank == 0 ? Copy() : gather(dim, positions);
            if (Node.Wanted(this))
            {
                var original = sizes;
                Node.Of(name, node =>
                {
                    // y = x at the extreme's position  =>  dx = 0 but for that position, where it is dy
                    var at = node.Saved(0);
                    node.Give(0, Filled(original, node.Gradient.type, 0).scatter_(dim, at, node.Gradient.view(at.sizes)));
                }, this).Saves(positions).Makes(values);
            }
            if (keepdim || Rank == 0) return (temporaries.Result(values), temporaries.Result(positions));
            return (temporaries.Result(values.squeeze(dim)), temporaries.Result(positions.squeeze(dim)));
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
