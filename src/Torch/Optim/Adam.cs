// Adam: steps along the running mean of the gradient, divided by the root of the running mean of its square.
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public partial class Adam : OptimizerHelper, torch.optim.IBetas
    {
        private readonly Action<ParamGroup> update;

        /// <param name="parameters">What to optimize.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="beta1">How much of the gradient's running mean stays.</param>
        /// <param name="beta2">How much of the squared gradient's running mean stays.</param>
        /// <param name="eps">Keeps the denominator from zero.</param>
        /// <param name="weight_decay">Pulls weights to zero, added to the gradient.</param>
        /// <param name="amsgrad">Divides by the largest running mean of the squares so far.</param>
        /// <param name="maximize">Goes up instead of down.</param>
        public Adam(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }

        /// <inheritdoc cref="Adam(IEnumerable{Parameter}, double, double, double, double, double, bool, bool)"/>
        public Adam(
            IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            Hyperparameter.RequireNotNegative(nameof(Adam), nameof(lr), lr);
            Hyperparameter.RequireFraction(nameof(Adam), nameof(beta1), beta1);
            Hyperparameter.RequireFraction(nameof(Adam), nameof(beta2), beta2);
            Hyperparameter.RequireNotNegative(nameof(Adam), nameof(eps), eps);
            Hyperparameter.RequireNotNegative(nameof(Adam), nameof(weight_decay), weight_decay);
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

        /// <summary>Of the first group; setting them sets all groups'.</summary>
        public (double, double) Betas
        {
            get => _parameter_groups.Cast<ParamGroup>().First().Betas;
            set
            {
                foreach (var group in _parameter_groups.Cast<ParamGroup>()) group.Betas = value;
            }
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
            AdamUpdate.Step(
                w.Values, g.Values, state.exp_avg.Floats, state.exp_avg_sq.Floats, largest, w.Count, options.LearningRate!.Value,
                options.beta1!.Value, options.beta2!.Value, options.eps!.Value, options.weight_decay!.Value, decoupled: false,
                options.maximize!.Value, state.step);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <inheritdoc cref="Modules.Adam(IEnumerable{Parameter}, double, double, double, double, double, bool, bool)"/>
            public static Adam Adam(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <inheritdoc cref="Modules.Adam(IEnumerable{Parameter}, double, double, double, double, double, bool, bool)"/>
            public static Adam Adam(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <inheritdoc cref="Modules.Adam(IEnumerable{Parameter}, double, double, double, double, double, bool, bool)"/>
            public static Adam Adam(
                IEnumerable<Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
