// y = x W^T + b.
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Modules
{
    /// <summary>Maps (.., in_features) to (.., out_features).</summary>
    public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter ownWeight; // (out_features, in_features)

        [ComponentName(Name = nameof(bias))]
        private Parameter? ownBias; // (out_features)

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            (in_features, out_features) = (weight.shape[1], weight.shape[0]);
            (ownWeight, ownBias) = (weight, bias);
            RegisterComponents();
        }

        public long in_features { get; set; }

        public long out_features { get; set; }

        /// <summary>(out_features, in_features). Assigning another module's parameter shares it; the old one is disposed.</summary>
        public Parameter weight
        {
            get => ownWeight;
            set => ownWeight = Replace(nameof(weight), ownWeight, value ?? throw new ArgumentNullException(nameof(weight)))!;
        }

        /// <summary>(out_features), or null. The old one is disposed on assignment.</summary>
        public Parameter? bias
        {
            get => ownBias;
            set => ownBias = Replace(nameof(bias), ownBias, value);
        }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, ownWeight, ownBias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="weight">(out_features, in_features).</param>
            /// <param name="bias">(out_features), or none.</param>
            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}
