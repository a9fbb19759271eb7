// Products, running sums, truth over many, counts, and the logarithm of a sum of exponentials.
using System.Numerics;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor prod(ScalarType? type = null) => Multiplied([], false, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Multiplied([dim], keepdim, type);

        /// <summary>True where every element is not zero.</summary>
        public Tensor all() => Truth<AllOp>([], false);

        public Tensor all(long dim, bool keepdim = false) => Truth<AllOp>([dim], keepdim);

        /// <summary>True where some element is not zero.</summary>
        public Tensor any() => Truth<AnyOp>([], false);

        public Tensor any(long dim, bool keepdim = false) => Truth<AnyOp>([dim], keepdim);

        public Tensor count_nonzero(long[]? dims = null)
        {
            using var temporaries = Temporaries.Open();
            return temporaries.Result(ne(0).Summed(dims ?? [], false, ScalarType.Int64));
        }

        /// <summary>ln of the sum of e^x along a dimension, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false)
        {
            using var temporaries = Temporaries.Open();
            Tensor y, kept;
            using (new GradMode(false))
            {
                var isEmpty = Rank > 0 && sizes[Shape.Wrap(dim, Rank, nameof(logsumexp))] == 0;
                var largest = isEmpty ? sum(dim, keepdim: true) : amax([dim], keepdim: true);
                largest = largest.masked_fill(largest.isinf(), 0);
                kept = sub(largest).exp().sum(dim, keepdim: true).log().add(largest);
                y = keepdim ? kept : kept.squeeze(dim).Copy();
            }
            if (Node.Wanted(this))
                Node.Of("LogsumexpBackward0", static node =>
                {
                    // y = ln sum e^x  =>  dx = dy e^(x - y)
                    var (x, y) = (node.Saved(0), node.Saved(1));
                    node.Give(0, x.sub(y).exp().mul(node.Gradient.view(y.sizes)));
                }, this).Saves(this, kept).Makes(y);
            return temporaries.Result(y);
        }

        /// <summary>Running sums along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null)
        {
            var result = type ?? (is_integral() ? ScalarType.Int64 : this.type);
            var y = Running(dim, result);
            // y[i] = x[0] + .. + x[i]  =>  dx[i] = dy[i] + .. + dy[n-1]
            if (Node.Wanted(this))
                Node.Of("CumsumBackward0", node => node.Give(0, node.Gradient.flip(dim).cumsum(dim).flip(dim)), this).Makes(y);
            return y;
        }

        private unsafe Tensor Running(long dim, ScalarType result)
        {
            using var temporaries = Temporaries.Open();
            using var noGrad = new GradMode(false);
            if (Rank == 0) return temporaries.Result(to_type(result, copy: true));
            var last = Shape.Wrap(dim, Rank, nameof(cumsum));
            var y = transpose(last, -1).to_type(result).Copy();
            var columns = y.sizes[^1];
            for (long row = 0, rows = columns == 0 ? 0 : y.Count / columns; row < rows; row++)
                switch (result)
                {
                    case ScalarType.Float32: RunningSum<float, double>(y.Floats + row * columns, columns); break;
                    case ScalarType.Float64: RunningSum<double, double>(y.Pointer<double>() + row * columns, columns); break;
                    case ScalarType.Int64: RunningSum<long, long>(y.Pointer<long>() + row * columns, columns); break;
                    case ScalarType.Int32: RunningSum<int, int>(y.Pointer<int>() + row * columns, columns); break;
                    default: throw new NotSupportedException($"cumsum: results of type {result} are not available; allowed: Float32, Float64, Int64, Int32.");
                }
            return temporaries.Result(y.transpose(last, -1).contiguous());
        }

        private static unsafe void RunningSum<T, TSum>(T* row, long columns) where T : unmanaged, INumber<T> where TSum : INumber<TSum>
        {
            var sum = TSum.Zero;
            for (long i = 0; i < columns; i++)
            {
                sum += TSum.CreateTruncating(row[i]);
                row[i] = T.CreateTruncating(sum);
            }
        }

        private Tensor Multiplied(long[] dims, bool keepdim, ScalarType? resultType)
        {
            var result = resultType ?? (is_integral() ? ScalarType.Int64 : type);
            using var reduction = new Reduction(this, dims, result, "prod");
            var y = Empty(reduction.ResultSizes(keepdim), result);
            RowLoop.Run<ProductOp>(reduction, y);
            if (!Node.Wanted(this)) return y;
            var keptSizes = reduction.KeptSizes;
            return Node.Of("ProdBackward0", node =>
            {
                // y = product of x  =>  dx[i] = dy times the product of all x[j], j != i; by halves around i, so that zeros do no harm
                node.Give(0, node.Saved(0).ProductOfOthers(dims).mul(node.Gradient.view(keptSizes)));
            }, this).Saves(this).Finish(y);
        }

        private unsafe Tensor ProductOfOthers(long[] dims)
        {
            var dim = dims.Length == 0 ? 0 : Shape.Wrap(dims[0], Rank, nameof(prod));
            var x = dims.Length == 0 ? reshape(-1) : transpose(dim, -1);
            using var dense = Operand.Dense(x, ScalarType.Float64);
            var others = Empty(dense.Tensor.sizes, ScalarType.Float64);
            var columns = dense.Tensor.Rank == 0 ? 1 : dense.Tensor.sizes[^1];
            for (long row = 0, rows = columns == 0 ? 0 : Count / columns; row < rows; row++)
            {
                double* from = dense.Tensor.Pointer<double>() + row * columns, into = others.Pointer<double>() + row * columns;
                double before = 1, after = 1;
                for (long i = 0; i < columns; before *= from[i++]) into[i] = before;
                for (var i = columns - 1; i >= 0; after *= from[i--]) into[i] *= after;
            }
            var typed = others.to_type(type);
            return dims.Length == 0 ? typed.view(sizes) : typed.transpose(dim, -1);
        }

        private Tensor Truth<TOp>(ReadOnlySpan<long> dims, bool keepdim) where TOp : struct, IRowFunction
        {
            using var reduction = new Reduction(this, dims, ScalarType.Bool, "all");
            var y = Empty(reduction.ResultSizes(keepdim), ScalarType.Bool);
            RowLoop.Run<TOp>(reduction, y);
            return y;
        }

        private struct ProductOp : IRowFunction
        {
            public static unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>
            {
                var product = T.One;
                for (long i = 0; i < columns; i++) product *= row[i];
                return product;
            }
        }

        private struct AllOp : IRowFunction
        {
            public static unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>
            {
                for (long i = 0; i < columns; i++)
                    if (T.IsZero(row[i])) return T.Zero;
                return T.One;
            }
        }

        private struct AnyOp : IRowFunction
        {
            public static unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>
            {
                for (long i = 0; i < columns; i++)
                    if (!T.IsZero(row[i])) return T.One;
                return T.Zero;
            }
        }
    }
}
