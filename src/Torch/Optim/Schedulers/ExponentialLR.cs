// The rate times gamma after every step.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="gamma">Factor of each change.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.ExponentialLR(optimizer, gamma, last_epoch, verbose);

            public static partial class impl
            {
                public class ExponentialLR : LRScheduler
                {
                    private readonly double factor;

                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        factor = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => CurrentRates.Select(rate => LastStep == 0 ? rate : rate * factor);

                    protected override IEnumerable<double> get_closed_form_lr() => InitialRates.Select(rate => rate * Math.Pow(factor, LastStep));
                }
            }
        }
    }
}
