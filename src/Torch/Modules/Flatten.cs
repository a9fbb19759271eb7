// Joins a range of dimensions into one: by default all but the first.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class Flatten : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten)) =>
            (this.start_dim, this.end_dim) = (start_dim, end_dim);

        public long start_dim { get; set; }

        public long end_dim { get; set; }

        public override torch.Tensor forward(torch.Tensor input) => input.flatten(start_dim, end_dim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
        }
    }
}
