// Minus the log-probability of the right class, from log-probabilities.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Inputs (N, C, ..) and Int64 targets (N, ..).</summary>
    public sealed class NLLLoss(torch.Tensor? weight = null, torch.nn.Reduction reduction = torch.nn.Reduction.Mean)
        : WeightedLoss<torch.Tensor, torch.Tensor, torch.Tensor>(weight, reduction)
    {
        public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) =>
            torch.nn.functional.nll_loss(input, target, weight, reduction);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static NLLLoss NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);
        }
    }
}
