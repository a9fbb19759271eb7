// The rate falls along half a cosine wave to eta_min in T_max steps, and rises again after that.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="T_max">Steps down to the smallest rate.</param>
            /// <param name="eta_min">The smallest rate.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            public static partial class impl
            {
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double half;
                    private readonly double smallest;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (half, smallest) = (T_max, eta_min);
                        step();
                    }

                    private double Wave(int step) => 1 + Math.Cos(Math.PI * step / half);

                    // The ratio of two heights of the wave carries the rate from step to step, except out of the trough, where it is 0 / 0.
                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastStep == 0) return CurrentRates;
                        if (_step_count == 1) return get_closed_form_lr();
                        if ((LastStep - 1 - half) % (2 * half) == 0)
                            return CurrentRates.Zip(InitialRates, (rate, initial) => rate + (initial - smallest) * (1 - Math.Cos(Math.PI / half)) / 2);
                        double ratio = Wave(LastStep) / Wave(LastStep - 1);
                        return CurrentRates.Select(rate => ratio * (rate - smallest) + smallest);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(rate => smallest + (rate - smallest) * Wave(LastStep) / 2);
                }
            }
        }
    }
}
