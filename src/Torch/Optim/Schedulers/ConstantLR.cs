// The rate times factor until total_iters steps are over.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="factor">Factor of the first steps.</param>
            /// <param name="total_iters">How many steps have it.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                public class ConstantLR : LRScheduler
                {
                    private readonly double first;
                    private readonly int count;

                    public ConstantLR(
                        Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (first, count) = (factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        CurrentRates.Select(rate => LastStep == 0 ? rate * first : LastStep == count ? rate / first : rate);

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(rate => LastStep < count ? rate * first : rate);
                }
            }
        }
    }
}
