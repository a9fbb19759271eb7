// The model's facts in the shapes of the contract, with the run's last estimate beside them.
using AttentionLab.Client.Contracts;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Facts;

internal static class FactSheet
{
    private const int MostSteps = 50;

    public static Client.Contracts.Facts Of(Run run, Model.ModelFacts facts) => new()
    {
        Step = facts.Step,
        Windows = facts.Windows,
        Tokens = facts.Tokens,
        Loss = facts.Loss,
        Estimate = LastEstimate(run),
        Rows = facts.Rows is { } rows
            ? new(rows.Peak, rows.EvenPeak, rows.OneHotShare, rows.Entropy, rows.EvenEntropy, rows.Future, rows.FromEven, rows.HeadsApart)
            : null,
        Gradients = new(facts.Gradients.Queries, facts.Gradients.Keys, facts.Gradients.Values, facts.Gradients.Blocks),
        Stream = new(facts.Stream.Sizes, facts.Stream.Given),
        Order = facts.Order is { } order ? new(order.Moved, order.LargestLogit) : null,
        Future = facts.Future is { } future ? new(future.Whole, future.LeftToRight) : null,
    };

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
