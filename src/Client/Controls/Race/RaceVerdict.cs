// What a race shows so far, in a sentence that its measured numbers bear out.
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Controls.Race;

/// <param name="Says">Who is lower and by how much, or that nobody can be said to be.</param>
/// <param name="Notes">What has to be known beside it.</param>
public sealed record RaceVerdict(string Says, IReadOnlyList<string> Notes)
{
    /// <summary>At how many of the last estimates two racers are compared.</summary>
    private const int Compared = 3;

    /// <param name="rows">In the order of places.</param>
    /// <param name="estimatesOf">A run's estimates; null where it is gone.</param>
    public static RaceVerdict Of(RaceInfo race, IReadOnlyList<RaceRow> rows, Func<RunInfo, Estimates?> estimatesOf)
    {
        bool over = race.Status is RunStatus.Finished or RunStatus.Stopped or RunStatus.Failed;
        var placed = rows.Where(row => row.Place is not null).ToList();
        var notes = new List<string>();
        if (placed.Count > 0 && placed.Select(row => row.Run.EvalStep).Distinct().ToList() is [{ } step]) notes.Add($"Validation loss at step {NumberText.Count(step)}.");
        string says = placed switch
        {
            [] => over ? $"{race.Name}: nobody was ranked" : $"{race.Name}: no estimate of trained weights yet",
            [var only] => $"{only.Run.Name} comes to {NumberText.ShortLoss(only.Run.ValLoss)}; nobody else is ranked",
            [var first, var second, ..] => Compare(first.Run, second.Run, placed.Count, over, Differences(estimatesOf(first.Run), estimatesOf(second.Run)), notes),
        };
        foreach (var row in rows.Where(row => row.ReadsAnswer)) notes.Add($"{row.Run.Name} reads the answer: not ranked.");
        if (placed.Count > 1) notes.Add("One seed decides nothing.");
        return new(says, notes);
    }

    private static string Compare(RunInfo first, RunInfo second, int ranked, bool over, double[] differences, List<string> notes)
    {
        double apart = second.ValLoss!.Value - first.ValLoss!.Value;
        if (apart == 0) return $"{first.Name} and {second.Name} are equal to the last digit: {NumberText.ShortLoss(first.ValLoss)}";
        bool isClose = false;
        if (differences.Length == Compared)
        {
            var (least, most) = (differences.Min(), differences.Max());
            isClose = least < 0 || apart < most - least;
            notes.Add($"At the last {Compared} estimates {second.Name} minus {first.Name} was {Signed(least)} to {Signed(most)}.");
        }
        else notes.Add($"With fewer than {Compared} estimates nobody knows how steady that is.");
        string by = NumberText.ShortLoss(apart), ends = over ? "ends" : "is";
        return isClose ? $"{first.Name} and {second.Name} {(over ? "end" : "are")} {by} apart: too close to tell"
            : ranked == 2 ? $"{first.Name} {ends} {by} lower than {second.Name}" : $"{first.Name} {ends} lowest, {by} below {second.Name}";
    }

    /// <summary>The other's loss minus the one's at the last steps at which both were estimated over all batches: what they have in common, such as that both still fall, is not in it.</summary>
    private static double[] Differences(Estimates? one, Estimates? other)
    {
        var (a, b) = (Full(one), Full(other));
        return [.. a.Keys.Where(b.ContainsKey).Order().TakeLast(Compared).Select(step => b[step] - a[step])];
    }

    private static Dictionary<int, double> Full(Estimates? estimates) => estimates is null ? []
        : Enumerable.Range(0, estimates.Step.Count).Where(i => estimates.Batches?[i] is null && double.IsFinite(estimates.ValLoss[i])).ToDictionary(i => estimates.Step[i], i => estimates.ValLoss[i]);

    private static string Signed(double difference) => (difference < 0 ? "−" : "") + NumberText.ShortLoss(Math.Abs(difference));
}
