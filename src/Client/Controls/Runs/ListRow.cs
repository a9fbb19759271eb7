// What stands in one row of the list: a run, a race with its runs folded under it, or a run of an unfolded race.
namespace AttentionLab.Client.Controls.Runs;

/// <summary>Says only whose row it is, so that a row stays the same while its run trains.</summary>
/// <param name="Id">Of the run, or of the race.</param>
public sealed record ListRow(string Id, ListRow.Kind Is)
{
    public enum Kind { Run, Race, Racer }

    /// <summary>Rows of runs, in their order: runs of one race stand where its first one does. A race of which one run alone was found does not fold.</summary>
    public static IReadOnlyList<(ListRow Row, IReadOnlyList<RunInfo> Runs)> Fold(IReadOnlyList<RunInfo> found, IReadOnlyList<RaceInfo> races)
    {
        var known = races.Select(race => race.Id).ToHashSet();
        var members = found.Where(run => run.Race is { } race && known.Contains(race)).ToLookup(run => run.Race!);
        var rows = new List<(ListRow, IReadOnlyList<RunInfo>)>();
        foreach (var run in found)
        {
            IReadOnlyList<RunInfo> racers = run.Race is { } race ? [.. members[race]] : [];
            if (racers.Count < 2) rows.Add((new(run.Id, Kind.Run), [run]));
            else if (racers[0].Id == run.Id) rows.Add((new(run.Race!, Kind.Race), racers));
        }
        return rows;
    }
}
