// x where it is positive, else a small part of it.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class LeakyReLU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        private readonly double slope;
        private readonly bool isInPlace;

        internal LeakyReLU(double negative_slope, bool inplace) : base(nameof(LeakyReLU)) => (slope, isInPlace) = (negative_slope, inplace);

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.leaky_relu(tensor, slope, isInPlace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);
        }
    }
}
