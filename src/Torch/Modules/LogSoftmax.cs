// The logarithm of softmax along a dimension.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class LogSoftmax : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal LogSoftmax(long dim) : base(nameof(LogSoftmax)) => this.dim = dim;

        public long dim { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.log_softmax(tensor, dim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static LogSoftmax LogSoftmax(long dim) => new(dim);
        }
    }
}
