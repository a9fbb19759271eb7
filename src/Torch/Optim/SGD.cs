// Stochastic gradient descent, with momentum where wanted.
using TorchSharp.Kernels;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public partial class SGD : OptimizerHelper
    {
        private readonly Action<ParamGroup> update;

        /// <param name="parameters">What to optimize, and what a group sets otherwise.</param>
        /// <param name="lr">Learning rate.</param>
        /// <param name="momentum">How much of the last direction stays.</param>
        /// <param name="dampening">How much of the gradient the momentum leaves out.</param>
        /// <param name="weight_decay">Pulls weights to zero, added to the gradient.</param>
        /// <param name="nesterov">Looks ahead along the momentum.</param>
        /// <param name="maximize">Goes up instead of down.</param>
        public SGD(
            IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
        {
            Hyperparameter.RequireNotNegative(nameof(SGD), nameof(lr), lr);
            Hyperparameter.RequireNotNegative(nameof(SGD), nameof(momentum), momentum);
            Hyperparameter.RequireNotNegative(nameof(SGD), nameof(weight_decay), weight_decay);
            if (nesterov && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("SGD: nesterov needs a momentum above zero and no dampening.", nameof(nesterov));
            update = Update;
            _defaults = new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            };
            foreach (var group in parameters) add_param_group(group);
        }

        public override void add_param_group(Modules.ParamGroup param_group)
        {
            var defaults = (Options)_defaults;
            var options = OptionsOf<Options>(param_group);
            options.momentum ??= defaults.momentum;
            options.dampening ??= defaults.dampening;
            options.weight_decay ??= defaults.weight_decay;
            options.nesterov ??= defaults.nesterov;
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
            float rate = (float)options.LearningRate!.Value, momentum = (float)options.momentum!.Value;
            float sign = options.maximize!.Value ? -1 : 1, decay = (float)options.weight_decay!.Value;
            using var weights = new DenseFloats(parameter, writes: true);
            using var gradients = new DenseFloats(gradient);
            if (momentum == 0 && decay == 0)
            {
                Elementwise.AddScaled(gradients.Values, -rate * sign, weights.Values, weights.Count);
                return;
            }

            bool first = momentum != 0 && state.momentum_buffer is null;
            if (first) state.momentum_buffer = torch.zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
            float fresh = first ? 1 : 1 - (float)options.dampening!.Value;
            bool nesterov = options.nesterov!.Value;
            float* w = weights.Values, g = gradients.Values, buffer = momentum == 0 ? null : state.momentum_buffer!.Floats;
            ForkJoin.For(weights.Count, 16384, (from, to) =>
            {
                for (long i = from; i < to; i++)
                {
                    float direction = sign * g[i] + decay * w[i];
                    if (buffer != null)
                    {
                        buffer[i] = momentum * buffer[i] + fresh * direction;
                        direction = nesterov ? direction + momentum * buffer[i] : buffer[i];
                    }
                    w[i] -= rate * direction;
                }
            });
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <inheritdoc cref="Modules.SGD(IEnumerable{Modules.SGD.ParamGroup}, double, double, double, double, bool, bool)"/>
            public static SGD SGD(
                IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
