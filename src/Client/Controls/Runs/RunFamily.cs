// Who was forked from whom: families of runs as trees.
namespace AttentionLab.Client.Controls.Runs;

/// <param name="Run">Null for a parent that was deleted; then <paramref name="Gone"/> is what is left of it.</param>
/// <param name="Forks">In the order in which they leave the parent, then by age.</param>
public sealed record RunFamily(RunInfo? Run, ParentRun? Gone, IReadOnlyList<RunFamily> Forks)
{
    public string Id => Run?.Id ?? Gone!.Id;
    public string Name => Run?.Name ?? Gone!.Name;

    /// <summary>Steps of its longest member, itself included.</summary>
    public int Steps => Math.Max(Run?.Step ?? Gone!.Step, Forks.Select(fork => fork.Steps).DefaultIfEmpty(0).Max());

    /// <summary>How many runs it has that are still there.</summary>
    public int Count => (Run is null ? 0 : 1) + Forks.Sum(fork => fork.Count);

    /// <summary>All families: runs that have forks, and forks whose parents were deleted. Newest first; a run that never forked is in none.</summary>
    public static IReadOnlyList<RunFamily> Of(IReadOnlyList<RunInfo> runs)
    {
        var known = runs.Select(run => run.Id).ToHashSet();
        var forks = runs.Where(run => run.Parent is not null).ToLookup(run => run.Parent!.Id);
        IReadOnlyList<RunFamily> ForksOf(string id) => [.. forks[id].OrderBy(run => run.Parent!.Step).ThenBy(run => run.Created).Select(run => new RunFamily(run, null, ForksOf(run.Id)))];

        var heads = runs.Where(run => run.Parent is null && forks.Contains(run.Id)).Select(run => (run.Created, Family: new RunFamily(run, null, ForksOf(run.Id))));
        var orphans = forks.Where(group => !known.Contains(group.Key))
            .Select(group => (Created: group.Min(run => run.Created), Family: new RunFamily(null, group.OrderByDescending(run => run.Parent!.Step).First().Parent, ForksOf(group.Key))));
        return [.. heads.Concat(orphans).OrderByDescending(family => family.Created).Select(family => family.Family)];
    }
}
