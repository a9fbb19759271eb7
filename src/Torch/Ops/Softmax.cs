// softmax and its logarithm along a dimension, with their gradients.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>e^x divided by its sum along a dimension; cells that are -inf become exactly 0.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Normalized(dim, dtype, false);

        /// <summary>ln of <see cref="softmax"/>, computed without taking the logarithm of small numbers.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Normalized(dim, dtype, true);

        private Tensor Normalized(long dim, ScalarType? dtype, bool log)
        {
            using var temporaries = Temporaries.Open();
            var x = dtype is { } wanted && wanted != type ? to_type(wanted) : this;
            if (!x.is_floating_point())
                throw new InvalidOperationException($"softmax: expected a floating point tensor, but got {Text}; pass dtype to convert.");
            var d = Shape.Wrap(dim, Rank, "softmax");
            if (d != Math.Max(Rank - 1, 0)) return temporaries.Result(x.transpose(d, -1).Normalized(-1, null, log).transpose(d, -1));
            return temporaries.Result(x.IsFloat32 ? Fused(x, log) : Composed(x, log));
        }

        private static unsafe Tensor Fused(Tensor x, bool log)
        {
            using var dense = Operand.Dense(x);
            var columns = x.Rank == 0 ? 1 : x.sizes[^1];
            var rows = x.Count / Math.Max(1, columns);
            var y = Empty(x.sizes, x.type);
            if (log) Softmax.LogForward(dense.Floats, y.Floats, rows, columns);
            else Softmax.Forward(dense.Floats, y.Floats, rows, columns);
            if (!Node.Wanted(x)) return y;
            return Node.Of(log ? "LogSoftmaxBackward0" : "SoftmaxBackward0", (rows, columns, log), static (node, of) =>
            {
                // y = softmax x  =>  dx = y (dy - sum of y dy);  y = ln softmax x  =>  dx = dy - e^y sum of dy
                using var dy = Operand.Dense(node.Gradient);
                var dx = Empty(dy.Tensor.sizes, ScalarType.Float32);
                if (of.log) Softmax.LogBackward(node.Saved(0).Floats, dy.Floats, dx.Floats, of.rows, of.columns);
                else Softmax.Backward(node.Saved(0).Floats, dy.Floats, dx.Floats, of.rows, of.columns);
                node.Give(0, dx);
            }, x).Saves(y).Finish(y);
        }

        private static Tensor Composed(Tensor x, bool log)
        {
            var largest = x.detach().amax([-1], keepdim: true);
            var shifted = x.sub(largest);
            if (log) return shifted.sub(shifted.exp().sum(-1, keepdim: true).log());
            var exponentials = shifted.exp();
            return exponentials.div(exponentials.sum(-1, keepdim: true));
        }
    }
}
