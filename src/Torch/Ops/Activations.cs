// relu and gelu (exact and by tanh), with their gradients.
using TorchSharp.Kernels;
using TorchSharp.Loops;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public unsafe Tensor relu()
        {
            if (!IsFloat32)
            {
                using var temporaries = Temporaries.Open();
                return temporaries.Result(mul(gt(0)));
            }
            using var x = Operand.Dense(this);
            var y = Empty(sizes, type);
            ReluActivation.Forward(x.Floats, y.Floats, y.Count);
            // y = max(x, 0)  =>  dx = dy where x > 0, which is where y > 0
            return Node.Wanted(this) ? Node.Of("ReluBackward0", ReluBackward, this).Multiplies(SlopeKind.OfRelu).Saves(y).Finish(y) : y;
        }

        /// <summary>x times the probability that a standard normal number is below x.</summary>
        public Tensor gelu() => Gelu(false);

        public Tensor gelu(GELU.Approximate approximate) => Gelu(approximate == GELU.Approximate.tanh);

        public Tensor relu_() => Become(nameof(relu_), static x => x.relu());

        public Tensor gelu_(GELU.Approximate approximate) => Become(nameof(gelu_), x => x.gelu(approximate));

        private unsafe Tensor Gelu(bool byTanh)
        {
            if (!IsFloat32) return ComposedGelu(byTanh);
            using var x = Operand.Dense(this);
            var y = Empty(sizes, type);
            // y = x P(x)  =>  dx = dy (P(x) + x p(x)), where p is the density of P
            if (byTanh)
            {
                GeluActivation.ForwardTanh(x.Floats, y.Floats, y.Count);
                return Node.Wanted(this) ? Node.Of("GeluBackward0", GeluBackwardByTanh, this).Saves(x.Tensor).Finish(y) : y;
            }
            // P and p cost far more than memory does: the slope is computed beside the value, and kept.
            bool wanted = Node.Wanted(this);
            using var slope = wanted ? Operand.Empty(sizes, type) : default;
            GeluActivation.Forward(x.Floats, y.Floats, wanted ? slope.Floats : null, y.Count);
            return wanted ? Node.Of("GeluBackward0", GeluBackward, this).Multiplies(SlopeKind.Saved).Saves(slope.Tensor, x.Tensor).Finish(y) : y;
        }

        private Tensor ComposedGelu(bool byTanh)
        {
            using var temporaries = Temporaries.Open();
            var probability = byTanh
                ? pow(3).mul(0.044715).add(this).mul(Math.Sqrt(2 / Math.PI)).tanh()
                : mul(Math.Sqrt(0.5)).erf();
            return temporaries.Result(mul(0.5).mul(probability.add(1)));
        }

        /// <summary>The history of y = f(x) where a product has computed it: saved is y for a ReLU, and the slope for a GELU.</summary>
        internal static void RecordActivation(ActivationAfter activation, Tensor x, Tensor y, Tensor saved)
        {
            var (name, backward, slope) = activation == ActivationAfter.Relu ? ("ReluBackward0", ReluBackward, SlopeKind.OfRelu) : ("GeluBackward0", SlopeTimes, SlopeKind.Saved);
            Node.Of(name, backward, x).Multiplies(slope).Saves(saved).Makes(y);
        }

        private static readonly unsafe BackwardFunction ReluBackward = Through(&ReluActivation.Backward);
        private static readonly unsafe BackwardFunction SlopeTimes = Through(&Elementwise.Multiply);
        private static readonly unsafe BackwardFunction GeluBackwardByTanh = Through(&GeluActivation.BackwardTanh);

        private static readonly BackwardFunction GeluBackward = static node =>
        {
            _ = node.Saved(1);      // the input must be what the slope belongs to
            SlopeTimes(node);
        };

        // Takes (saved, dy, dx, count).
        private static unsafe BackwardFunction Through(delegate*<float*, float*, float*, long, void> kernel)
        {
            var address = (nint)kernel;
            return node =>
            {
                using var dy = Operand.Dense(node.Gradient);
                var dx = Empty(dy.Tensor.sizes, ScalarType.Float32);
                ((delegate*<float*, float*, float*, long, void>)address)(node.Saved(0).Floats, dy.Floats, dx.Floats, dx.Count);
                node.Give(0, dx);
            };
        }
    }
}
