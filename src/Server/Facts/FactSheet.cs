// What was measured of a model, with the run's last estimate beside it.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Facts;

internal static class FactSheet
{
    private const int MostSteps = 50;

    public static Contracts.Facts Of(Run run, Contracts.Facts measured) => measured with { Estimate = LastEstimate(run) };

    private static EstimateFacts? LastEstimate(Run run)
    {
        if (run.Metrics.LastEstimateStep is not { } step) return null;
        var metrics = run.Metrics.From(Math.Max(0, step - MostSteps + 1));
        int at = metrics.Eval.Step.ToList().LastIndexOf(step);
        if (at < 0) return null; // cut away meanwhile, by a run that went back
        double[] batches = [.. metrics.Step.Zip(metrics.TrainLoss).Where(done => done.First <= step && double.IsFinite(done.Second)).Select(done => done.Second)];
        return new(step, metrics.Eval.TrainLoss[at], metrics.Eval.ValLoss[at], batches.Length == 0 ? null : batches.Average());
    }
}
