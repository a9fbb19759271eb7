// The rate times gamma after every step_size steps.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="step_size">Steps between changes.</param>
            /// <param name="gamma">Factor of each change.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            public static partial class impl
            {
                public class StepLR : LRScheduler
                {
                    private readonly int size;
                    private readonly double factor;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (step_size < 1) throw new ArgumentOutOfRangeException(nameof(step_size), step_size, "StepLR: step_size must be at least 1.");
                        (size, factor) = (step_size, gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        bool changes = LastStep > 0 && LastStep % size == 0;
                        return CurrentRates.Select(rate => changes ? rate * factor : rate);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(rate => rate * Math.Pow(factor, LastStep / size));
                }
            }
        }
    }
}
