// The rate times gamma at each milestone.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="milestones">Steps at which the rate changes.</param>
            /// <param name="gamma">Factor of each change.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            public static partial class impl
            {
                public class MultiStepLR : LRScheduler
                {
                    private readonly IList<int> steps;
                    private readonly double factor;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (steps, factor) = (milestones, gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        CurrentRates.Select(rate => rate * Math.Pow(factor, steps.Count(at => at == LastStep)));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(rate => rate * Math.Pow(factor, steps.Count(at => at <= LastStep)));
                }
            }
        }
    }
}
