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

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum!.Value);
            writer.Write(dampening!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(nesterov!.Value);
            writer.Write(maximize!.Value);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            var from = Same<Options>(source);
            base.LoadStateDict(source);
            (momentum, dampening, weight_decay) = (from.momentum, from.dampening, from.weight_decay);
            (nesterov, maximize) = (from.nesterov, from.maximize);
        }
    }

    public class ParamGroup : ParamGroup<Options>, torch.optim.IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

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

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
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

        public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, momentum_buffer);

        public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(reader, ref momentum_buffer, torch.CPU);

        public override void LoadStateDict(OptimizerState source) => Copy(ref momentum_buffer, Same<State>(source).momentum_buffer);

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && Close(momentum_buffer, state.momentum_buffer);
    }
}
