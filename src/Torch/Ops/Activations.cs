// relu, gelu (exact and by tanh) and silu, with their gradients.
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
                using var temporaries = new Temporaries();
                return temporaries.Result(mul(gt(0)));
            }
            using var x = Operand.Dense(this);
            var y = Empty(sizes, type);
            ReluActivation.Forward(x.Floats, y.Floats, y.Count);
            // y = max(x, 0)  =>  dx = dy where x > 0, which is where y > 0
            return Activated(y, y, &ReluActivation.Backward, "ReluBackward0");
        }

        /// <summary>x times the probability that a standard normal number is below x.</summary>
        public Tensor gelu() => Gelu(false);

        public Tensor gelu(GELU.Approximate approximate) => Gelu(approximate == GELU.Approximate.tanh);

        /// <summary>x sigmoid(x).</summary>
        public Tensor silu()
        {
            using var temporaries = new Temporaries();
            return temporaries.Result(mul(sigmoid()));
        }

        public Tensor relu_() => Become(nameof(relu_), static x => x.relu());

        public Tensor gelu_() => Become(nameof(gelu_), static x => x.gelu());

        public Tensor gelu_(GELU.Approximate approximate) => Become(nameof(gelu_), x => x.gelu(approximate));

        public Tensor silu_() => Become(nameof(silu_), static x => x.silu());

        private unsafe Tensor Gelu(bool byTanh)
        {
            if (!IsFloat32) return ComposedGelu(byTanh);
            using var x = Operand.Dense(this);
            var y = Empty(sizes, type);
            if (byTanh) GeluActivation.ForwardTanh(x.Floats, y.Floats, y.Count);
            else GeluActivation.Forward(x.Floats, y.Floats, y.Count);
            // y = x P(x)  =>  dx = dy (P(x) + x p(x)), where p is the density of P
            return Activated(y, x.Tensor, byTanh ? &GeluActivation.BackwardTanh : &GeluActivation.Backward, "GeluBackward0");
        }

        private Tensor ComposedGelu(bool byTanh)
        {
            using var temporaries = new Temporaries();
            var probability = byTanh
                ? pow(3).mul(0.044715).add(this).mul(Math.Sqrt(2 / Math.PI)).tanh()
                : mul(Math.Sqrt(0.5)).erf();
            return temporaries.Result(mul(0.5).mul(probability.add(1)));
        }

        private unsafe Tensor Activated(Tensor y, Tensor saved, delegate*<float*, float*, float*, long, void> backward, string name)
        {
            if (!Node.Wanted(this)) return y;
            var kernel = (nint)backward;
            return new Node(name, node =>
            {
                using var dy = Operand.Dense(node.Gradient);
                var dx = Empty(dy.Tensor.sizes, ScalarType.Float32);
                ((delegate*<float*, float*, float*, long, void>)kernel)(node.Saved(0).Floats, dy.Floats, dx.Floats, dx.Count);
                node.Give(0, dx);
            }, this).Saves(saved).Finish(y);
        }
    }
}
