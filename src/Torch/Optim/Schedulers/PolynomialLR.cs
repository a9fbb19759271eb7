// The rate falls to zero over total_iters steps, as a power of what is left.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="total_iters">Steps until the rate is zero.</param>
            /// <param name="power">1: in a straight line.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false) =>
                new impl.PolynomialLR(optimizer, total_iters, power, last_epoch, verbose);

            public static partial class impl
            {
                public class PolynomialLR : LRScheduler
                {
                    private readonly int total;
                    private readonly double power;

                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (total_iters < 1) throw new ArgumentOutOfRangeException(nameof(total_iters), total_iters, "PolynomialLR: total_iters must be at least 1.");
                        (total, this.power) = (total_iters, power);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        double factor = LastStep == 0 || LastStep > total ? 1 : Math.Pow(Left(LastStep) / Left(LastStep - 1), power);
                        return CurrentRates.Select(rate => rate * factor);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => InitialRates.Select(rate => rate * Math.Pow(Left(LastStep), power));

                    private double Left(int step) => 1 - Math.Min(step, total) / (double)total;
                }
            }
        }
    }
}
