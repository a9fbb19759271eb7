// What the script of a chart of several runs is told.
namespace AttentionLab.Client.Controls.Curves;

/// <summary>Equal when the script would draw the same, but for what comes over the hub.</summary>
public sealed record CurvesData(IReadOnlyList<CurvesData.CurveRun> Runs, string Axis, bool Raw, bool Smooth, bool Val, bool Log, bool Table = false)
{
    /// <param name="TokensPerStep">Batch times context.</param>
    /// <param name="Factor">From nats per token to the unit that is drawn.</param>
    public sealed record CurveRun(string Id, string Name, string Status, int TokensPerStep, double Factor = 1);

    public static CurvesData Of(IReadOnlyList<RunInfo> runs, CurveChoice choice) => new(
        [.. runs.Select(run => new CurveRun(run.Id, run.Name, run.Status.ToString().ToLowerInvariant(), run.Training.Batch * run.Model.Context, choice.Bits ? TokensPerCharacter(run) / Math.Log(2) : 1))],
        choice.Axis, choice.Raw, choice.Smooth, choice.Val, choice.Log);

    /// <summary>Whether the runs cut text into different tokens, so that a loss per token does not measure the same in each.</summary>
    public static bool TokensDiffer(IReadOnlyList<RunInfo> runs) => runs.Select(run => (run.Tokens?.Kind, run.Model.Vocabulary)).Distinct().Count() > 1;

    /// <summary>Of the text that validates.</summary>
    private static double TokensPerCharacter(RunInfo run) => run.Tokens?.PerCharacter ?? 1;

    public bool Equals(CurvesData? other) => other is not null && Runs.SequenceEqual(other.Runs)
        && (Axis, Raw, Smooth, Val, Log, Table) == (other.Axis, other.Raw, other.Smooth, other.Val, other.Log, other.Table);

    public override int GetHashCode() => HashCode.Combine(Runs.Count, Axis, Raw, Smooth, Val, Log);
}
