// Running sums along a dimension, with their gradient.
using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
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
    }
}
