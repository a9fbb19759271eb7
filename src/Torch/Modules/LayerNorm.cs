// Brings the last dimensions to mean 0 and variance 1, then scales and shifts them.
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Modules
{
    /// <summary>Maps (.., normalized_shape) to the same shape.</summary>
    public sealed class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter? ownWeight; // normalized_shape

        [ComponentName(Name = nameof(bias))]
        private Parameter? ownBias; // normalized_shape

        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            this.normalized_shape = normalized_shape;
            this.eps = eps;
            this.elementwise_affine = elementwise_affine;
            if (elementwise_affine)
            {
                ownWeight = new Parameter(torch.empty(normalized_shape, dtype, device));
                if (bias) ownBias = new Parameter(torch.empty(normalized_shape, dtype, device));
            }
            RegisterComponents();
            reset_parameters();
        }

        public long[] normalized_shape { get; set; }

        public double eps { get; set; }

        public bool elementwise_affine { get; set; }

        /// <summary>normalized_shape. Null where elementwise_affine is false. The old one is disposed on assignment.</summary>
        public Parameter weight
        {
            get => ownWeight!;
            set => ownWeight = Replace(nameof(weight), ownWeight, value);
        }

        /// <summary>normalized_shape, or null. The old one is disposed on assignment.</summary>
        public Parameter? bias
        {
            get => ownBias;
            set => ownBias = Replace(nameof(bias), ownBias, value);
        }

        /// <summary>Weights to one, biases to zero.</summary>
        public void reset_parameters()
        {
            if (ownWeight is not null) torch.nn.init.ones_(ownWeight);
            if (ownBias is not null) torch.nn.init.zeros_(ownBias);
        }

        public override torch.Tensor forward(torch.Tensor tensor) =>
            torch.nn.functional.layer_norm(tensor, normalized_shape, ownWeight, ownBias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-5, bool elementwise_affine = true, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
