// x times the probability that a normal variable is below x.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed partial class GELU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU)) =>
            (this.approximate, this.inplace) = (approximate, inplace);

        public Approximate approximate { get; set; }

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.gelu(tensor, approximate, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GELU GELU() => new(Modules.GELU.Approximate.none, false);

            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
        }
    }
}
