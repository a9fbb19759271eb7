// What a race shows so far, in a sentence that its measured numbers bear out.
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Controls.Race;

/// <param name="Says">Who is lower and by how much, or that nobody can be said to be.</param>
/// <param name="Notes">What has to be known beside it.</param>
public sealed record RaceVerdict(string Says, IReadOnlyList<string> Notes)
{
    /// <summary>How many of a racer's last estimates say how far estimates lie apart by themselves.</summary>
    public const int Estimates = 3;

    /// <param name="rows">In the order of places.</param>
    /// <param name="spreadOf">Largest minus smallest of a run's last estimates; null where there are fewer than <see cref="Estimates"/>.</param>
    public static RaceVerdict Of(RaceInfo race, IReadOnlyList<RaceRow> rows, Func<RunInfo, double?> spreadOf)
    {
        bool over = race.Status is RunStatus.Finished or RunStatus.Stopped or RunStatus.Failed;
        var placed = rows.Where(row => row.Place is not null).ToList();
        var notes = new List<string>();
        string says = placed switch
        {
            [] => over ? $"{race.Name}: nobody was ranked" : $"{race.Name}: no estimate of trained weights yet",
            [var only] => $"{only.Run.Name} comes to {NumberText.ShortLoss(only.Run.ValLoss)}; nobody else is ranked",
            [var first, var second, ..] => Compare(first.Run, second.Run, placed.Count, over, spreadOf, notes),
        };
        if (placed.Count > 0 && placed.Select(row => row.Run.EvalStep).Distinct().ToList() is [{ } step]) notes.Insert(0, $"Validation loss at step {NumberText.Count(step)}.");
        foreach (var row in rows.Where(row => row.ReadsAnswer)) notes.Add($"{row.Run.Name} reads the answer: not ranked.");
        if (placed.Count > 1) notes.Add("One seed decides nothing.");
        return new(says, notes);
    }

    private static string Compare(RunInfo first, RunInfo second, int ranked, bool over, Func<RunInfo, double?> spreadOf, List<string> notes)
    {
        double apart = second.ValLoss!.Value - first.ValLoss!.Value;
        if (apart == 0) return $"{first.Name} and {second.Name} are equal to the last digit: {NumberText.ShortLoss(first.ValLoss)}";
        if (spreadOf(first) is { } one && spreadOf(second) is { } other)
        {
            double spread = Math.Max(one, other);
            if (apart < spread) return $"{first.Name} and {second.Name} {(over ? "end" : "are")} {NumberText.ShortLoss(apart)} apart: less than their own last {Estimates} estimates ({NumberText.ShortLoss(spread)})";
            notes.Add($"Their own last {Estimates} estimates lie {NumberText.ShortLoss(spread)} apart.");
        }
        else notes.Add($"With fewer than {Estimates} estimates it is not known how far chance alone moves them.");
        return ranked == 2 ? $"{first.Name} {(over ? "ends" : "is")} {NumberText.ShortLoss(apart)} lower than {second.Name}"
            : $"{first.Name} {(over ? "ends" : "is")} lowest, {NumberText.ShortLoss(apart)} below {second.Name}";
    }

    /// <summary>Largest minus smallest of the last estimates over all batches; null where there are fewer than <see cref="Estimates"/>.</summary>
    public static double? SpreadOf(AttentionLab.Contracts.Estimates estimates)
    {
        double[] last = [.. Enumerable.Range(0, estimates.Step.Count).Where(i => estimates.Batches?[i] is null && double.IsFinite(estimates.ValLoss[i])).Select(i => estimates.ValLoss[i]).TakeLast(Estimates)];
        return last.Length < Estimates ? null : last.Max() - last.Min();
    }
}
