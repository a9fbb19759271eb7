// The rate times a factor that goes in a straight line from start_factor to end_factor.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="start_factor">Factor of step 0.</param>
            /// <param name="end_factor">Factor from step total_iters on.</param>
            /// <param name="total_iters">Steps between the two.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler LinearLR(
                Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                public class LinearLR : LRScheduler
                {
                    private readonly double start;
                    private readonly double end;
                    private readonly int count;

                    public LinearLR(
                        Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (start, end, count) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    private double Factor(int step) => start + (end - start) * Math.Min(step, count) / count;

                    protected override IEnumerable<double> get_lr()
                    {
                        double change = LastStep == 0 ? start : LastStep > count ? 1 : Factor(LastStep) / Factor(LastStep - 1);
                        return CurrentRates.Select(rate => rate * change);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => InitialRates.Select(rate => rate * Factor(LastStep));
                }
            }
        }
    }
}
