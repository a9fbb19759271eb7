// What a command is about: a single run, or all racers that are still in a race.
using AttentionLab.Server.Racing;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <param name="Kind">Run or Race, as a sentence begins.</param>
/// <param name="Runs">Those that a command is for.</param>
public sealed record TrainingGroup(string Kind, string Id, string Name, IReadOnlyList<Run> Runs)
{
    /// <summary>What they do together.</summary>
    public RunStatus Status => Runs is [var single] ? single.Info.Status : RaceStanding.StatusOf(Runs.Select(run => run.Info.Status));
}

/// <summary>Finds the group that a run or a race stands for. What is asked of one racer is asked of its race: none trains without the others.</summary>
public sealed class TrainingGroups(RunStore runs, RaceStore races)
{
    /// <exception cref="LabException">There is no such run, or its files cannot be read.</exception>
    public TrainingGroup OfRun(string id)
    {
        var run = runs.Get(id);
        return RaceStanding.IsRacing(run) && races.Find(run.Record.Race!.Id) is { } race ? OfRace(race) : new("Run", id, run.Info.Name, [run]);
    }

    /// <exception cref="LabException">There is no such race.</exception>
    public TrainingGroup OfRace(string id) => OfRace(races.Get(id));

    private TrainingGroup OfRace(RaceRecord race) =>
        new("Race", race.Id, race.Name, [.. race.Runs.Select(runs.Find).OfType<Run>().Where(RaceStanding.IsRacing)]);
}
