// What AdamW is set to and what it remembers: running means of each parameter's gradient and of its square.
namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>Null: the optimizer's.</summary>
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(beta1!.Value);
            writer.Write(beta2!.Value);
            writer.Write(eps!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(amsgrad!.Value);
            writer.Write(maximize!.Value);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            beta1 = reader.ReadDouble();
            beta2 = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            amsgrad = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            var from = Same<Options>(source);
            base.LoadStateDict(source);
            (beta1, beta2, eps, weight_decay) = (from.beta1, from.beta2, from.eps, from.weight_decay);
            (amsgrad, maximize) = (from.amsgrad, from.maximize);
        }
    }

    public class ParamGroup : ParamGroup<Options>, torch.optim.IBetas
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            })
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        /// <summary>Steps taken.</summary>
        public long step;

        /// <summary>The gradient's running mean, of the parameter's shape.</summary>
        public torch.Tensor exp_avg = null!;

        /// <summary>The squared gradient's running mean, of the parameter's shape.</summary>
        public torch.Tensor exp_avg_sq = null!;

        /// <summary>The largest <see cref="exp_avg_sq"/> so far; null without amsgrad.</summary>
        public torch.Tensor? max_exp_avg_sq;

        public override void Initialize(OptimizerOptions options)
        {
            Dispose();
            step = 0;
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null;
        }

        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            exp_avg.Save(writer);
            exp_avg_sq.Save(writer);
            SaveConditionalStateTensor(writer, max_exp_avg_sq);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            exp_avg.Load(reader);
            exp_avg_sq.Load(reader);
            LoadConditionalStateTensor(reader, ref max_exp_avg_sq, torch.CPU);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var from = Same<State>(source);
            step = from.step;
            exp_avg.copy_(from.exp_avg);
            exp_avg_sq.copy_(from.exp_avg_sq);
            Copy(ref max_exp_avg_sq, from.max_exp_avg_sq);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && Close(exp_avg, state.exp_avg) && Close(exp_avg_sq, state.exp_avg_sq)
            && Close(max_exp_avg_sq, state.max_exp_avg_sq);
    }
}
