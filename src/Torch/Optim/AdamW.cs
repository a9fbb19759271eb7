// AdamW: Adam with a weight decay that does not pass through the running means.
using TorchSharp.Kernels;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public partial class AdamW : OptimizerHelper
    {
        private readonly Action<ParamGroup> update;

        /// <param name="parameters">What to optimize, and what a group sets otherwise.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">How much of the gradient's running mean stays.</param>
        /// <param name="beta2">How much of the squared gradient's running mean stays.</param>
        /// <param name="eps">Keeps the denominator from zero.</param>
        /// <param name="weight_decay">Pulls weights to zero by lr weight_decay weight a step; 0 by default, unlike PyTorch's 0.01.</param>
        /// <param name="amsgrad">Divides by the largest running mean of the squares so far.</param>
        /// <param name="maximize">Goes up instead of down.</param>
        public AdamW(
            IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            Hyperparameter.RequireNotNegative(nameof(AdamW), nameof(lr), lr);
            Hyperparameter.RequireFraction(nameof(AdamW), nameof(beta1), beta1);
            Hyperparameter.RequireFraction(nameof(AdamW), nameof(beta2), beta2);
            Hyperparameter.RequireNotNegative(nameof(AdamW), nameof(eps), eps);
            Hyperparameter.RequireNotNegative(nameof(AdamW), nameof(weight_decay), weight_decay);
            update = Update;
            _defaults = new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            };
            foreach (var group in parameters) add_param_group(group);
        }

        public override void add_param_group(Modules.ParamGroup param_group)
        {
            var defaults = (Options)_defaults;
            var options = OptionsOf<Options>(param_group);
            options.beta1 ??= defaults.beta1;
            options.beta2 ??= defaults.beta2;
            options.eps ??= defaults.eps;
            options.weight_decay ??= defaults.weight_decay;
            options.amsgrad ??= defaults.amsgrad;
            options.maximize ??= defaults.maximize;
            base.add_param_group(param_group);
            foreach (var parameter in param_group.Parameters) AddState(parameter, new State(parameter), options);
        }

        public override torch.Tensor? step(Func<torch.Tensor>? closure = null) => _step(update, closure);

        private void Update(ParamGroup group)
        {
            var options = group.Options;
            foreach (var parameter in group.Parameters)
                if (parameter.Gradient is { } gradient)
                    Update(parameter, gradient, StateOf<State>(parameter), options);
        }

        private static unsafe void Update(Parameter parameter, torch.Tensor gradient, State state, Options options)
        {
            state.step++;
            using var w = new DenseFloats(parameter, writes: true);
            using var g = new DenseFloats(gradient);
            float* largest = options.amsgrad!.Value ? state.max_exp_avg_sq!.Floats : null;
            float* mean = state.exp_avg.Floats, square = state.exp_avg_sq.Floats;
            double rate = options.LearningRate!.Value, beta1 = options.beta1!.Value, beta2 = options.beta2!.Value;
            double eps = options.eps!.Value, decay = options.weight_decay!.Value;
            if (largest == null && !options.maximize!.Value)
                AdamWUpdate.Step(w.Values, g.Values, mean, square, w.Count, rate, beta1, beta2, eps, decay, state.step);
            else
                AdamUpdate.Step(
                    w.Values, g.Values, mean, square, largest, w.Count, rate, beta1, beta2, eps, decay, options.maximize!.Value, state.step);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <inheritdoc cref="Modules.AdamW(IEnumerable{Modules.AdamW.ParamGroup}, double, double, double, double, double, bool, bool)"/>
            public static AdamW AdamW(
                IEnumerable<AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
