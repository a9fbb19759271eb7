// How a race stands: put together from its racers, who alone know.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Racing;

public static class RaceStanding
{
    /// <summary>Steps over which a racer's speed is averaged.</summary>
    private const int RecentSteps = 100;

    /// <param name="timed">Whether speeds are wanted: they are read from every racer's metrics.</param>
    public static RaceInfo Of(RaceRecord race, RunStore runs, bool timed)
    {
        var racers = race.Runs.Select(id => (Id: id, Run: runs.Find(id), Info: runs.Info(id))).Where(racer => racer.Info is not null).ToList();
        var racing = racers.Where(racer => racer.Run is { } run && IsRacing(run)).Select(racer => racer.Info!).ToList();
        var status = StatusOf(racing.Select(run => run.Status));
        int step = racing.Count > 0 ? racing.Min(run => run.Step) : racers.Select(racer => racer.Info!.Step).DefaultIfEmpty(0).Max();
        var times = racers.Select(racer => timed && racer.Run is { } run ? run.Metrics.StepTimes(RecentSteps) : default).ToList();
        double whole = times.Sum(time => time.All), tokens = (double)race.Batch * race.Context;
        return new RaceInfo
        {
            Id = race.Id,
            Name = race.Name,
            Status = status,
            Step = step,
            Steps = race.Steps,
            Runs = [.. racers.Zip(times, (racer, time) => new Racer(racer.Id, racer.Info!.Name, racer.Run?.Record.Race?.OutAt,
                time.Recent is { } perToken ? perToken * tokens * 1000 : null, time.Recent is { } each ? 1 / each : null, whole > 0 ? time.All / whole : null))],
            Message = MessageOf(status, racing, racers.Select(racer => racer.Run).OfType<Run>()),
            Corpus = race.Corpus,
            Seed = race.Seed,
            Batch = race.Batch,
            Context = race.Context,
            Probe = race.Probe,
            ProbeTokens = racers.Select(racer => racer.Info!.ProbeTokens).FirstOrDefault(known => known.Count > 0) ?? [],
            Created = race.Created,
        };
    }

    /// <summary>Whether a run is still in its race.</summary>
    public static bool IsRacing(Run run) => run.Record is { Race: { OutAt: null }, Status: not RunStatus.Failed };

    /// <summary>What racers who are in a race are doing together; failed when there is none.</summary>
    public static RunStatus StatusOf(IEnumerable<RunStatus> racing)
    {
        var seen = racing.ToHashSet();
        foreach (var status in new[] { RunStatus.Running, RunStatus.Interrupted, RunStatus.Paused, RunStatus.Stopped, RunStatus.Finished })
            if (seen.Contains(status)) return status;
        return RunStatus.Failed;
    }

    private static string? MessageOf(RunStatus status, IReadOnlyList<RunInfo> racing, IEnumerable<Run> all) => status switch
    {
        RunStatus.Failed => "No racer is left: each of them says why.",
        RunStatus.Interrupted when all.Where(IsRacing).Select(run => run.Checkpoints.Newest ?? 0).ToList() is var from => from.Min() == from.Max()
            ? $"The server ended while this race trained. Resume goes on from step {from.Min()}, exactly as it would have."
            : $"The server ended while this race trained. Resume goes on exactly as it would have: racers whose last checkpoint is of step {from.Min()} first catch up with those of step {from.Max()}.",
        _ => racing.Select(run => run.Message).FirstOrDefault(message => message is not null),
    };
}
