// Hands its input on.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class Identity : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Identity() : base(nameof(Identity))
        {
        }

        /// <summary>A second handle on the input, so that either may be disposed.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => tensor.alias();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Identity Identity() => new();
        }
    }
}
