// Files of runs without a disk: what a test says they take; what was deleted can be had back.
namespace AttentionLab.Client.Tests;

public sealed class FakeRunFiles : IRunFiles
{
    private readonly FakeLab _lab;
    private readonly List<RunInfo> _gone = [];

    public FakeRunFiles(FakeLab lab)
    {
        _lab = lab;
        lab.Deleting += _gone.Add;
    }

    /// <summary>Bytes of runs that take others than the usual 1 MB of history and 2 MB of weights.</summary>
    public Dictionary<string, RunBytes> Bytes { get; } = [];

    /// <summary>Thrown by what can be refused.</summary>
    public LabException? Refuse { get; set; }

    /// <summary>Thrown when the deleted runs are listed.</summary>
    public LabException? RefuseToList { get; set; }

    public KeepingRules Rules { get; set; } = new(5, 7, 2_000_000_000);

    public IReadOnlyList<DeletedRun> Deleted =>
        RefuseToList is { } refusal ? throw refusal : [.. _gone.Select(run => new DeletedRun(run.Id, run.Name, run.Step, run.Steps, run.ValLoss, run.Created, run.Created.AddDays(7), 3_000_000)).Reverse()];

    public Task<DiskUse> Measure(CancellationToken cancellation = default)
    {
        if (Refuse is { } refusal) throw refusal;
        RunBytes[] runs = [.. _lab.AllRuns.Select(run => Bytes.GetValueOrDefault(run.Id) ?? new(run.Id, 1_000_000, 2_000_000))];
        return Task.FromResult(new DiskUse(runs, runs.Sum(run => run.History), runs.Sum(run => run.Weights), 3_000_000 * _gone.Count, 76_000_000_000));
    }

    public Task<RunInfo> Restore(string id)
    {
        if (Refuse is { } refusal) throw refusal;
        var run = _gone.Find(gone => gone.Id == id)!;
        _gone.Remove(run);
        _lab.Become(run);
        return Task.FromResult(run);
    }

    public Task Purge(string id)
    {
        _gone.RemoveAll(run => run.Id == id);
        return Task.CompletedTask;
    }
}
