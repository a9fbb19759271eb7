// Races without a model, for tests of pages: hands out what a test put in, remembers what was asked.
namespace AttentionLab.Client.Tests;

public sealed class FakeRaces(FakeLab lab) : IRaces
{
    public List<RaceInfo> All { get; } = [];

    /// <summary>What was asked, such as "Pause c1".</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Thrown by the next calls.</summary>
    public LabException? Refuse { get; set; }

    /// <summary>The last request for a new race.</summary>
    public NewRace? Started { get; private set; }

    IReadOnlyList<RaceInfo> IRaces.Races => All;

    public RaceInfo? Find(string id) => All.Find(race => race.Id == id);

    /// <summary>Puts a race of two runs in, both at step 420.</summary>
    public RaceInfo Put(string id, RunStatus status)
    {
        foreach (string run in new[] { $"{id}-a", $"{id}-b" }) lab.AllRuns.Add(FakeLab.Run(run, status) with { Race = id });
        var race = Race(id, status, $"{id}-a", $"{id}-b");
        All.Insert(0, race);
        return race;
    }

    /// <summary>A race's new state, told as its runs' change.</summary>
    public void Become(RaceInfo race, params RunInfo[] runs)
    {
        All[All.FindIndex(known => known.Id == race.Id)] = race;
        foreach (var run in runs) lab.Become(run);
    }

    public Task<RaceInfo> Start(NewRace request, CancellationToken cancellation = default)
    {
        Started = request;
        Note("Start");
        return Task.FromResult(Put("c9", RunStatus.Running));
    }

    public Task<RaceInfo> Pause(string id) => Set(id, "Pause", RunStatus.Paused);
    public Task<RaceInfo> Resume(string id) => Set(id, "Resume", RunStatus.Running);
    public Task<RaceInfo> Step(string id, int count = 1) => Set(id, $"Step {count}", RunStatus.Paused);
    public Task<RaceInfo> Stop(string id) => Set(id, "Stop", RunStatus.Stopped);

    public Task Delete(string id, bool withRuns)
    {
        Note($"Delete {id} {withRuns}");
        All.RemoveAll(race => race.Id == id);
        return Task.CompletedTask;
    }

    public static RaceInfo Race(string id, RunStatus status, params string[] runs) => new()
    {
        Id = id,
        Name = $"Race {id}",
        Status = status,
        Step = 420,
        Steps = 2000,
        Runs = [.. runs.Select(run => new Racer(run, $"Run {run}", null, 2.5, 102_400, 1d / runs.Length))],
        Corpus = "tiny-shakespeare",
        Seed = 1337,
        Batch = 32,
        Context = 8,
        Probe = "ROMEO:\nO",
        ProbeTokens = ["R", "O", "M", "E", "O", ":", "\n", "O"],
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    private Task<RaceInfo> Set(string id, string verb, RunStatus status)
    {
        Note($"{verb} {id}");
        var race = Find(id)! with { Status = status };
        Become(race, [.. race.Runs.Select(racer => lab.Find(racer.Id)! with { Status = status })]);
        return Task.FromResult(race);
    }

    private void Note(string call)
    {
        Calls.Add(call);
        if (Refuse is { } refusal) throw refusal;
    }
}
