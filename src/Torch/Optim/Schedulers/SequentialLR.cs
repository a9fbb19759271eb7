// One schedule after another: each takes over at its milestone.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="schedulers">In their order; all of this optimizer.</param>
            /// <param name="milestones">The steps at which the second, third, .. takes over.</param>
            /// <param name="last_epoch">The last step taken; -1 at the start.</param>
            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) =>
                new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);

            public static partial class impl
            {
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] schedules;
                    private readonly int[] starts;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1)
                        : base(optimizer, last_epoch + 1)
                    {
                        (schedules, starts) = ([.. schedulers], [.. milestones]);
                        if (schedules.Length != starts.Length + 1)
                            throw new ArgumentException(
                                $"SequentialLR: expected one milestone less than schedules, but got {schedules.Length} schedules and {starts.Length} milestones.", nameof(milestones));
                        // Every schedule took its first step when it was made: only the first of them counts.
                        SetRates(InitialRates);
                        foreach (var schedule in schedules) schedule.LastStep--;
                        schedules[0].step();
                    }

                    public override void step(int? epoch)
                    {
                        _step_count++;
                        LastStep = epoch ?? LastStep + 1;
                        int active = starts.Count(start => start <= LastStep);
                        if (active > 0 && starts[active - 1] == LastStep) schedules[active].step(0);
                        else schedules[active].step();
                    }

                    protected override IEnumerable<double> get_lr() => CurrentRates;
                }
            }
        }
    }
}
