// What the script of a chart of several runs is told.
namespace AttentionLab.Client.Controls.Curves;

/// <summary>Equal when the script would draw the same, but for what comes over the hub.</summary>
public sealed record CurvesData(IReadOnlyList<CurvesData.CurveRun> Runs, string Axis, bool Raw, bool Smooth, bool Val, bool Log)
{
    /// <param name="TokensPerStep">Batch times context.</param>
    public sealed record CurveRun(string Id, string Name, string Status, int TokensPerStep);

    public static CurvesData Of(IReadOnlyList<Contracts.RunInfo> runs, CurveChoice choice) => new(
        [.. runs.Select(run => new CurveRun(run.Id, run.Name, run.Status.ToString().ToLowerInvariant(), run.Training.Batch * run.Model.Context))],
        choice.Axis, choice.Raw, choice.Smooth, choice.Val, choice.Log);

    public bool Equals(CurvesData? other) => other is not null && Runs.SequenceEqual(other.Runs)
        && (Axis, Raw, Smooth, Val, Log) == (other.Axis, other.Raw, other.Smooth, other.Val, other.Log);

    public override int GetHashCode() => HashCode.Combine(Runs.Count, Axis, Raw, Smooth, Val, Log);
}
