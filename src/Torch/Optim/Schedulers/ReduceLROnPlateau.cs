// The rate times a factor whenever a measured value has stopped getting better.
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <param name="optimizer">Whose rates change.</param>
            /// <param name="mode">"min" where less is better, "max" where more is.</param>
            /// <param name="factor">Factor of each change; below 1.</param>
            /// <param name="patience">Steps without an improvement that are let pass.</param>
            /// <param name="threshold">By how much a value must be better than the best so far.</param>
            /// <param name="threshold_mode">"rel": as a part of the best value; "abs": as it stands.</param>
            /// <param name="cooldown">Steps after a change in which nothing is counted.</param>
            /// <param name="min_lr">The least rate: one for each group, or null for 0.</param>
            /// <param name="eps">Smaller changes are left out.</param>
            /// <param name="verbose">Whether to print each change.</param>
            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 0.0001, string threshold_mode = "rel",
                int cooldown = 0, IList<double> min_lr = null!, double eps = 1E-08, bool verbose = false) =>
                new impl.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);

            public static partial class impl
            {
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool isLessBetter;
                    private readonly bool isRelative;
                    private readonly double factor;
                    private readonly double threshold;
                    private readonly double eps;
                    private readonly int patience;
                    private readonly int cooldown;
                    private readonly double[] least;
                    private double best;
                    private int badSteps;
                    private int cooling;

                    public ReduceLROnPlateau(
                        Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 0.0001, string threshold_mode = "rel",
                        int cooldown = 0, IList<double> min_lr = null!, double eps = 1E-08, bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        if (mode is not ("min" or "max")) throw new ArgumentException($"ReduceLROnPlateau: mode must be min or max, but is '{mode}'.", nameof(mode));
                        if (threshold_mode is not ("rel" or "abs"))
                            throw new ArgumentException($"ReduceLROnPlateau: threshold_mode must be rel or abs, but is '{threshold_mode}'.", nameof(threshold_mode));
                        if (factor >= 1) throw new ArgumentOutOfRangeException(nameof(factor), factor, "ReduceLROnPlateau: factor must be below 1.");
                        least = min_lr is null ? new double[InitialRates.Count] : [.. min_lr];
                        if (least.Length != InitialRates.Count)
                            throw new ArgumentException($"ReduceLROnPlateau: the optimizer has {InitialRates.Count} parameter groups, but {least.Length} least rates came.", nameof(min_lr));
                        (isLessBetter, isRelative, this.factor, this.patience) = (mode == "min", threshold_mode == "rel", factor, patience);
                        (this.threshold, this.cooldown, this.eps) = (threshold, cooldown, eps);
                        best = isLessBetter ? double.PositiveInfinity : double.NegativeInfinity;
                        LastStep = 0;
                    }

                    /// <exception cref="InvalidOperationException">Always: this schedule needs the measured value.</exception>
                    public override void step() => throw new InvalidOperationException("ReduceLROnPlateau: call step(double) with the measured value.");

                    /// <exception cref="InvalidOperationException">Always: this schedule needs the measured value.</exception>
                    public override void step(int? epoch) => step();

                    /// <summary>Takes the measured value of a step.</summary>
                    public override void step(double current, int? epoch = null)
                    {
                        LastStep = epoch ?? LastStep + 1;
                        badSteps = IsBetter(current) ? 0 : badSteps + 1;
                        if (badSteps == 0) best = current;
                        if (cooling > 0)
                        {
                            cooling--;
                            badSteps = 0;
                        }
                        if (badSteps <= patience) return;
                        SetRates(CurrentRates.Zip(least, (rate, floor) => rate - Math.Max(rate * factor, floor) > eps ? Math.Max(rate * factor, floor) : rate));
                        (cooling, badSteps) = (cooldown, 0);
                    }

                    private bool IsBetter(double value)
                    {
                        double margin = isRelative ? best * threshold : threshold;
                        if (double.IsInfinity(best)) return isLessBetter ? value < best : value > best;
                        return isLessBetter ? value < best - margin : value > best + margin;
                    }
                }
            }
        }
    }
}
