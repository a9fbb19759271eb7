// While training, sets each element to zero with probability p and scales the others by 1/(1-p).
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class Dropout : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

        public double p { get; set; }

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.dropout(tensor, p, training, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1].</exception>
            public static Dropout Dropout(double p = 0.5, bool inplace = false)
            {
                if (p is < 0 or > 1 or double.NaN)
                    throw new ArgumentOutOfRangeException(nameof(p), p, "Dropout: p must be from 0 to 1.");
                return new(p, inplace);
            }
        }
    }
}
