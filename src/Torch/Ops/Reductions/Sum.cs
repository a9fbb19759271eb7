// Sums over dimensions, and the mean, with their gradients.
using System.Numerics;
using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Summed([], false, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Summed([dim], keepdim, type);

        public Tensor mean() => Averaged([], false, null);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Averaged(dimensions, keepdim, type);

        private Tensor Summed(ReadOnlySpan<long> dims, bool keepdim, ScalarType? resultType)
        {
            var result = resultType ?? (is_integral() ? ScalarType.Int64 : type);
            var y = SumData(dims, keepdim, result, "sum", out var keptSizes);
            if (!Node.Wanted(this)) return y;
            return Node.Of("SumBackward1", keptSizes, static (node, keptSizes) =>
            {
                // y = sum of x over dims  =>  dx = dy, repeated
                node.Give(0, node.Gradient.view(keptSizes).Expanded(node.Inputs[0].Sizes));
            }, this).Finish(y);
        }

        private Tensor Averaged(ReadOnlySpan<long> dims, bool keepdim, ScalarType? resultType)
        {
            var result = resultType ?? type;
            if (!torch.is_floating_point(result))
                throw new InvalidOperationException($"mean: could not infer output dtype; input dtype must be a floating point type, but got {Text}.");
            using var temporaries = Temporaries.Open();
            var y = SumData(dims, keepdim, result, "mean", out var keptSizes);
            var count = Count / Math.Max(1, (double)Shape.Count(keptSizes));
            Arithmetic.MultiplyScalar(y, y, 1 / count);
            if (Node.Wanted(this))
                Node.Of("MeanBackward1", (count, keptSizes), static (node, over) =>
                {
                    // y = sum of x / n  =>  dx = dy / n, repeated
                    node.Give(0, node.Gradient.mul(1 / over.count).view(over.keptSizes).Expanded(node.Inputs[0].Sizes));
                }, this).Makes(y);
            return temporaries.Result(y);
        }

        /// <summary>The sum without history; sums over leading dimensions of dense floats need no rearrangement.</summary>
        private unsafe Tensor SumData(ReadOnlySpan<long> dims, bool keepdim, ScalarType result, string operation, out long[] keptSizes)
        {
            Span<bool> reduced = Rank <= Shape.FewDimensions ? stackalloc bool[Rank] : new bool[Rank];
            Reduction.Mark(reduced, dims, operation);
            var leading = 0;
            while (leading < Rank && reduced[leading]) leading++;
            if (result == ScalarType.Float32 && IsDenseFloat && !reduced[leading..].Contains(true) && leading > 0 && Count > 0)
            {
                Span<long> kept = Rank <= Shape.FewDimensions ? stackalloc long[Rank] : new long[Rank];
                sizes.CopyTo(kept);
                kept[..leading].Fill(1);
                keptSizes = ShapeTable.Of(kept);
                var y = Empty(keepdim ? keptSizes : ShapeTable.Of(kept[leading..]), type);
                if (leading == Rank) *y.Floats = (float)Elementwise.Sum(Floats, Count);
                else RowBias.SumRows(Floats, y.Floats, Count / y.Count, y.Count, accumulate: false);
                return y;
            }
            return ReducedSum(dims, keepdim, result, operation, out keptSizes);
        }

        private unsafe Tensor ReducedSum(ReadOnlySpan<long> dims, bool keepdim, ScalarType result, string operation, out long[] keptSizes)
        {
            using var reduction = new Reduction(this, dims, result, operation);
            keptSizes = reduction.KeptSizes;
            var sum = Empty(reduction.ResultSizes(keepdim), result);
            if (result == ScalarType.Float32)
            {
                float* x = reduction.Input.Floats, into = sum.Floats;
                var columns = reduction.Columns;
                if (reduction.Rows == 1) *into = (float)Elementwise.Sum(x, columns);
                else reduction.ForRows(row => into[row] = (float)Elementwise.Sum(x + row * columns, columns));
            }
            else RowLoop.Run<SumOp>(reduction, sum);
            return sum;
        }

        /// <summary>Summed over what was broadcast from a smaller shape; no history.</summary>
        internal Tensor SumTo(long[] target)
        {
            var lead = Rank - target.Length;
            Span<long> dims = Rank <= Shape.FewDimensions ? stackalloc long[Rank] : new long[Rank];
            var count = 0;
            for (var d = 0; d < Rank; d++)
                if (d < lead || target[d - lead] == 1 && sizes[d] != 1) dims[count++] = d;
            if (lead < 0 || count == 0)
                throw new InvalidOperationException($"a gradient of shape {Shape.Text(sizes)} does not fit an input of shape {Shape.Text(target)}.");
            return SumData(dims[..count], true, type, "sum", out _).view(target);
        }

        private struct SumOp : IRowFunction
        {
            public static unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>
            {
                var sum = T.Zero;
                for (long i = 0; i < columns; i++) sum += row[i];
                return sum;
            }
        }
    }
}
