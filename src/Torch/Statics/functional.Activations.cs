// torch.nn.functional: activations and losses that are made of other operations.
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x where x > 0, else negative_slope x.</summary>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                Activated(nameof(leaky_relu), input, inplace, x => where(x.gt(0), x, x.mul(negative_slope)));

            /// <summary>x where x > 0, else alpha (e^x - 1).</summary>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                Activated(nameof(elu), x, inplace, x => where(x.gt(0), x, x.clamp_max(0).expm1().mul(alpha)));

            /// <summary>ln(1 + e^(beta x)) / beta; x itself where beta x is above the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Activated(nameof(softplus), x, false, x => where(x.mul(beta).gt(threshold), x, x.mul(beta).clamp_max(threshold).exp().log1p().div(beta)));

            /// <summary>ln sigmoid(x), exact for every x.</summary>
            public static Tensor logsigmoid(Tensor x) =>
                Activated(nameof(logsigmoid), x, false, x => x.clamp_max(0).sub(x.abs().neg().exp().log1p()));

            public static Tensor softmin(Tensor x, long dim)
            {
                using var temporaries = Temporaries.Open();
                return temporaries.Result(x.neg().softmax(dim));
            }

            /// <summary>Half squares below beta, lines above, meeting smoothly: d d / (2 beta), else |d| - beta / 2.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
            {
                using var temporaries = Temporaries.Open();
                var distance = input.sub(target).abs();
                var losses = beta == 0 ? distance : where(distance.lt(beta), distance.square().mul(0.5 / beta), distance.sub(0.5 * beta));
                return temporaries.Result(LossOperation.Reduce(losses, reduction));
            }

            /// <summary>Half squares below delta, lines above: d d / 2, else delta (|d| - delta / 2).</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean)
            {
                using var temporaries = Temporaries.Open();
                var distance = input.sub(target).abs();
                var losses = where(distance.le(delta), distance.square().mul(0.5), distance.sub(0.5 * delta).mul(delta));
                return temporaries.Result(LossOperation.Reduce(losses, reduction));
            }

            private static Tensor Activated(string name, Tensor x, bool inplace, Func<Tensor, Tensor> function)
            {
                if (inplace) return x.Become(name, function).alias();
                using var temporaries = Temporaries.Open();
                return temporaries.Result(function(x));
            }
        }
    }
}
