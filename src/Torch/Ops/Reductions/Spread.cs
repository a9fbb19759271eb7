// Variance and norm, with their gradients.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor var(bool unbiased = true) => Variance([], unbiased, false, null);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance([dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Variance(dimensions, unbiased, keepdim, type);

        /// <summary>(sum of |x|^p)^(1/p) over all elements.</summary>
        public Tensor norm(float p = 2f) => Norm([], false, p);

        private unsafe Tensor Variance(long[] dims, bool unbiased, bool keepdim, ScalarType? resultType)
        {
            var result = resultType ?? type;
            if (!torch.is_floating_point(result)) throw new InvalidOperationException($"var: only defined for floating point types, but got {Text}.");
            using var reduction = new Reduction(this, dims, result, "var");
            var y = Empty(reduction.ResultSizes(keepdim), result);
            var columns = reduction.Columns;
            var divisor = Math.Max(columns - (unbiased ? 1 : 0), 0);
            if (result == ScalarType.Float32)
            {
                float* x = reduction.Input.Floats, into = y.Floats;
                reduction.ForRows(row => into[row] = (float)(SquaredDistances(x + row * columns, columns) / divisor));
            }
            else
            {
                double* x = reduction.Input.Pointer<double>(), into = y.Pointer<double>();
                reduction.ForRows(row => into[row] = SquaredDistances(x + row * columns, columns) / divisor);
            }
            if (!Node.Wanted(this)) return y;
            var keptSizes = reduction.KeptSizes;
            return Node.Of("VarBackward0", node =>
            {
                // y = sum of (x - mean)^2 / (n - 1)  =>  dx = dy 2 (x - mean) / (n - 1)
                var x = node.Saved(0);
                var mean = x.Averaged(dims, true, null);
                node.Give(0, x.sub(mean).mul(node.Gradient.view(keptSizes).mul(2.0 / divisor)));
            }, this).Saves(this).Finish(y);
        }

        private Tensor Norm(long[] dims, bool keepdim, float p)
        {
            if (!is_floating_point()) throw new InvalidOperationException($"norm: expected a floating point tensor, but got {Text}.");
            using var temporaries = Temporaries.Open();
            if (float.IsPositiveInfinity(p)) return temporaries.Result(abs().amax(dims, keepdim));
            if (float.IsNegativeInfinity(p)) return temporaries.Result(abs().amin(dims, keepdim));
            if (p == 0) return temporaries.Result(ne(0).to_type(type).Summed(dims, keepdim, null));
            Tensor y;
            using (new GradMode(false))
                y = p == 1 ? abs().Summed(dims, keepdim, null)
                    : p == 2 ? mul(this).Summed(dims, keepdim, null).sqrt()
                    : abs().pow(p).Summed(dims, keepdim, null).pow(1.0 / p);
            if (Node.Wanted(this))
            {
                var keptSizes = Array.ConvertAll(Reduction.Mask(Rank, dims, "norm"), _ => 1L);
                for (var d = 0; d < Rank; d++)
                    if (dims.Length > 0 && !Reduction.Mask(Rank, dims, "norm")[d]) keptSizes[d] = sizes[d];
                Node.Of("NormBackward0", node =>
                {
                    // y = (sum of |x|^p)^(1/p)  =>  dx = dy sign(x) (|x| / y)^(p-1), 0 where y is 0
                    var (x, norm, dy) = (node.Saved(0), node.Saved(1).view(keptSizes), node.Gradient.view(keptSizes));
                    var ratio = p == 1 ? x.sign() : p == 2 ? x.div(norm) : x.sign().mul(x.abs().div(norm).pow(p - 1));
                    node.Give(0, ratio.mul(dy).masked_fill(norm.eq(0), 0));
                }, this).Saves(this, y).Makes(y);
            }
            return temporaries.Result(y);
        }

        private static unsafe double SquaredDistances<T>(T* row, long columns) where T : unmanaged, System.Numerics.INumber<T>
        {
            double sum = 0, squares = 0;
            for (long i = 0; i < columns; i++) sum += double.CreateTruncating(row[i]);
            var mean = sum / columns;
            for (long i = 0; i < columns; i++)
            {
                var distance = double.CreateTruncating(row[i]) - mean;
                squares += distance * distance;
            }
            return squares;
        }
    }
}
