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
    }

    public class ParamGroup : ParamGroup<Options>
    {
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
    }
}
