// Up to the highest rate and down to almost nothing, once; the momentum goes the other way.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>From max_lr / div_factor to max_lr in the first pct_start of the steps, then down to a final_div_factor-th of the start.</summary>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true,
                double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 10000,
                bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(
                    optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, base_momentum, max_momentum,
                    div_factor, final_div_factor, three_phase, last_epoch, verbose);

            /// <summary>The same with a highest rate for each group.</summary>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true,
                IEnumerable<double> base_momentum = null!, IEnumerable<double> max_momentum = null!, double div_factor = 25, double final_div_factor = 10000,
                bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(
                    optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, base_momentum, max_momentum,
                    div_factor, final_div_factor, three_phase, last_epoch, verbose);

            public static partial class impl
            {
                public class OneCycleLR : LRScheduler
                {
                    public enum AnnealStrategy
                    {
                        Cos = 0,
                        Linear = 1,
                    }

                    private readonly double[] highest;
                    private readonly double[]? leastMomenta;
                    private readonly double[]? mostMomenta;
                    private readonly double[] starts;
                    private readonly double[] ends;
                    private readonly int steps;
                    private readonly double rise;
                    private readonly AnnealStrategy strategy;
                    private readonly bool hasThreePhases;

                    public OneCycleLR(
                        Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 10000,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(
                            optimizer, optimizer.ParamGroups.Select(_ => max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                            optimizer.ParamGroups.Select(_ => base_momentum), optimizer.ParamGroups.Select(_ => max_momentum),
                            div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    /// <summary>A highest rate, and a least and a highest momentum, for each group.</summary>
                    public OneCycleLR(
                        Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double> base_momentum = null!, IEnumerable<double> max_momentum = null!, double div_factor = 25, double final_div_factor = 10000,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (total_steps <= 0 && (epochs <= 0 || steps_per_epoch <= 0))
                            throw new ArgumentException("OneCycleLR: give total_steps, or both epochs and steps_per_epoch; they must be at least 1.", nameof(total_steps));
                        if (pct_start is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(pct_start), pct_start, "OneCycleLR: pct_start must be in [0, 1].");
                        highest = [.. max_lr];
                        if (highest.Length != InitialRates.Count)
                            throw new ArgumentException($"OneCycleLR: the optimizer has {InitialRates.Count} parameter groups, but {highest.Length} highest rates came.", nameof(max_lr));
                        steps = total_steps > 0 ? total_steps : epochs * steps_per_epoch;
                        (rise, strategy, hasThreePhases) = (pct_start, anneal_strategy, three_phase);
                        starts = [.. highest.Select(rate => rate / div_factor)];
                        ends = [.. starts.Select(rate => rate / final_div_factor)];
                        for (int i = 0; i < starts.Length; i++) Groups[i].InitialLearningRate = starts[i];
                        if (cycle_momentum)
                        {
                            if (Groups.Any(group => group is not (IMomentum or IBetas)))
                                throw new ArgumentException("OneCycleLR: the optimizer has no momentum to cycle; set cycle_momentum: false.", nameof(cycle_momentum));
                            leastMomenta = base_momentum is null ? [.. highest.Select(_ => 0.85)] : [.. base_momentum];
                            mostMomenta = max_momentum is null ? [.. highest.Select(_ => 0.95)] : [.. max_momentum];
                        }
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastStep > steps) throw new InvalidOperationException($"OneCycleLR: step {LastStep} of {steps}: the cycle is over.");
                        if (leastMomenta is not null && mostMomenta is not null)
                            for (int i = 0; i < leastMomenta.Length; i++)
                                SetMomentum(Groups[i], Now(mostMomenta[i], leastMomenta[i], mostMomenta[i], mostMomenta[i]));
                        return highest.Select((rate, i) => Now(starts[i], rate, starts[i], ends[i])).ToList();
                    }

                    // first -> top -> (middle ->) last, at this step
                    private double Now(double first, double top, double middle, double last)
                    {
                        double up = rise * steps - 1, down = hasThreePhases ? 2 * rise * steps - 2 : steps - 1;
                        if (LastStep <= up) return Between(first, top, LastStep / up);
                        if (!hasThreePhases) return Between(top, last, (LastStep - up) / (down - up));
                        if (LastStep <= down) return Between(top, middle, (LastStep - up) / (down - up));
                        return Between(middle, last, (LastStep - down) / (steps - 1 - down));
                    }

                    private double Between(double from, double to, double part) =>
                        strategy == AnnealStrategy.Cos ? to + (from - to) / 2 * (Math.Cos(Math.PI * part) + 1) : from + (to - from) * part;

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IMomentum with) with.Momentum = momentum;
                        else if (group is IBetas adaptive) adaptive.Betas = (momentum, adaptive.Betas.Item2);
                    }
                }
            }
        }
    }
}
