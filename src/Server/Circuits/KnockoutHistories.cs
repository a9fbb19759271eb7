// Turns the kept losses without each head into columns of changes.
using AttentionLab.Server.Storage;
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Circuits;

public static class KnockoutHistories
{
    /// <exception cref="LabException">Its model has no heads.</exception>
    public static KnockoutHistory Of(Run run)
    {
        if (!run.Config.Attends) throw new LabException(Refusal.NotFound, $"Run '{run.Info.Name}' has no heads to knock out: in its model no token gives weights to others.");
        var lines = run.Knockouts.All;
        int heads = run.Config.Heads, windows = lines.Count == 0 ? 0 : lines[^1].Windows;
        return new(
            FormattableString.Invariant($"The loss on {(windows == 0 ? "a few" : windows)} fixed windows of the validation text with a head's output at zero, minus the loss with all heads. Measured after estimates over all batches, for at most {KnockoutWatch.Share:P0} of the time; after the first of them and at the last step in any case."),
            windows, lines.Count == 0 ? 0 : lines[^1].WindowTokens,
            [.. lines.Select(line => line.Step)], [.. lines.Select(line => line.Loss)],
            [.. Enumerable.Range(0, run.Config.Layers * heads).Select(at => new KnockoutColumn(at / heads, at % heads, [.. lines.Select(line => line.Without[at] - line.Loss)]))]);
    }
}
