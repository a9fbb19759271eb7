// The squared difference of prediction and target.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class MSELoss(torch.nn.Reduction reduction = torch.nn.Reduction.Mean) : Loss<torch.Tensor, torch.Tensor, torch.Tensor>(reduction)
    {
        public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) =>
            torch.nn.functional.mse_loss(input, target, reduction);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);
        }
    }
}
