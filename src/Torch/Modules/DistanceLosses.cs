// Losses that measure how far a prediction is from its target: by distance, or by squares near and distance far.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>|input - target|, both of one shape.</summary>
    public sealed class L1Loss(torch.nn.Reduction reduction = torch.nn.Reduction.Mean) : Loss<torch.Tensor, torch.Tensor, torch.Tensor>(reduction)
    {
        public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.l1_loss(input, target, reduction);
    }

    /// <summary>Half squares up to delta, lines beyond.</summary>
    public sealed class HuberLoss : Loss<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private readonly double width;

        internal HuberLoss(double delta, torch.nn.Reduction reduction) : base(reduction) => width = delta;

        public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.huber_loss(input, target, width, reduction);
    }

    /// <summary>Half squares over beta up to beta, lines beyond.</summary>
    public sealed class SmoothL1Loss : Loss<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private readonly double width;

        internal SmoothL1Loss(torch.nn.Reduction reduction, double beta) : base(reduction) => width = beta;

        public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.smooth_l1_loss(input, target, reduction, width);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static L1Loss L1Loss(Reduction reduction = Reduction.Mean) => new(reduction);

            public static HuberLoss HuberLoss(double delta = 1, Reduction reduction = Reduction.Mean) => new(delta, reduction);

            public static SmoothL1Loss SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1) => new(reduction, beta);
        }
    }
}
