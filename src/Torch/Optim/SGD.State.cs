// What SGD is set to and what it remembers: the momentum of each parameter.
namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>Null: the optimizer's.</summary>
    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            })
        {
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        /// <summary>The running direction, of the parameter's shape; null before the first step and without momentum.</summary>
        public torch.Tensor? momentum_buffer;

        public override void Initialize(OptimizerOptions options)
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null;
        }

        public void Dispose() => momentum_buffer?.Dispose();
    }
}
