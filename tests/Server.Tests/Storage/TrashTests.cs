// Deleted runs on the disk: moved aside whole, had back whole, gone when their time or their room is up.
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AttentionLab.Server.Tests.Storage;

public sealed class TrashTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DataFolder _data;
    private readonly SetClock _clock = new();

    public TrashTests() => _data = new DataFolder(_folder.Path);

    [Fact]
    public void Take_AfterPut_BringsEveryFileBack()
    {
        string run = MakeRun("a", 100);
        var trash = Open();
        trash.Put(run);
        Assert.False(Directory.Exists(run));
        var deleted = Assert.Single(trash.All);
        Assert.Equal(("a", "a", 100L, _clock.Now, _clock.Now.AddDays(7)), (deleted.Id, deleted.Name, deleted.Bytes, deleted.DeletedAt, deleted.GoneAt));
        trash.Take("a", run);
        Assert.Equal(60, new FileInfo(Path.Combine(run, "checkpoints", "step-1.safetensors")).Length);
        Assert.Empty(trash.All);
    }

    [Fact]
    public void All_AfterARestart_AreStillThere()
    {
        Open().Put(MakeRun("a", 100));
        _clock.Now = _clock.Now.AddHours(2);
        Open().Put(MakeRun("b", 100));
        Assert.Equal(["b", "a"], Open().All.Select(run => run.Id));
    }

    [Fact]
    public void Sweep_TimeIsUp_RemovesForGood()
    {
        var trash = Open(days: 3);
        trash.Put(MakeRun("old", 100));
        _clock.Now = _clock.Now.AddDays(2);
        trash.Put(MakeRun("young", 100));
        trash.Sweep();
        Assert.Equal(2, trash.All.Count);
        _clock.Now = _clock.Now.AddDays(1);
        trash.Sweep();
        Assert.Equal(["young"], trash.All.Select(run => run.Id));
        Assert.Single(Directory.GetDirectories(_data.Deleted));
    }

    [Fact]
    public void Sweep_TooMuch_RemovesTheOldestButSparesWhatWasJustDeleted()
    {
        var trash = Open(bytes: 250);
        foreach (string id in new[] { "a", "b", "c" })
        {
            trash.Put(MakeRun(id, 100));
            _clock.Now = _clock.Now.AddMinutes(20);
        }
        trash.Sweep();
        Assert.Equal(["c", "b", "a"], trash.All.Select(run => run.Id)); // the oldest was deleted an hour ago, not more
        _clock.Now = _clock.Now.AddMinutes(1);
        trash.Sweep();
        Assert.Equal(["c", "b"], trash.All.Select(run => run.Id));
    }

    [Fact]
    public void Sweep_NoDays_RemovesAtOnce()
    {
        var trash = Open(days: 0);
        trash.Put(MakeRun("a", 100));
        trash.Sweep();
        Assert.Empty(trash.All);
    }

    [Fact]
    public void Sweep_HalfRemovedByACrash_RemovesTheRestAndNeverOffersIt()
    {
        var trash = Open();
        trash.Put(MakeRun("a", 100));
        string deleted = Directory.GetDirectories(_data.Deleted).Single();
        Directory.Move(deleted, Path.Combine(_data.Deleted, ".purging-" + Path.GetFileName(deleted)));
        Assert.Empty(Open().All);
        trash.Sweep();
        Assert.Empty(Directory.GetDirectories(_data.Deleted));
    }

    [Fact]
    public void Purge_Unknown_SaysThatItIsGone()
    {
        var trash = Open();
        trash.Put(MakeRun("a", 100));
        trash.Purge("a");
        Assert.Equal(Refusal.NotFound, Assert.Throws<LabException>(() => trash.Purge("a")).Refusal);
        Assert.Equal(Refusal.NotFound, Assert.Throws<LabException>(() => trash.Take("../runs", _folder["x"])).Refusal);
    }

    [Fact]
    public async Task Measure_Always_IsWhatLiesOnTheDisk()
    {
        MakeRun("a", 100);
        MakeRun("b", 300);
        Open().Put(MakeRun("c", 500));
        Directory.CreateDirectory(Path.Combine(_data.Runs, ".importing-x"));
        var meter = new DiskMeter(_data, _clock);
        var use = await meter.Measure();
        Assert.Equal([new("a", 40, 60), new("b", 240, 60)], use.Runs.OrderBy(run => run.Id));
        Assert.Equal((280L, 120L, 500L), (use.History, use.Weights, use.Deleted));
        Assert.True(use.Free > 0);
        File.Delete(Path.Combine(_data.Runs, "a", "metrics.jsonl"));
        meter.Forget();
        Assert.Equal(new("a", 0, 60), (await meter.Measure()).Runs.Single(run => run.Id == "a"));
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private Trash Open(int days = 7, int bytes = 1_000_000) =>
        new(_data, new LabOptions { DeletedDays = days, MaxDeletedBytes = bytes }, _clock, NullLogger<Trash>.Instance);

    /// <summary>A run whose record cannot be read, of so many bytes, 60 of them weights.</summary>
    private string MakeRun(string id, int bytes)
    {
        string folder = Path.Combine(_data.Runs, id);
        Directory.CreateDirectory(Path.Combine(folder, "checkpoints"));
        File.WriteAllBytes(Path.Combine(folder, "metrics.jsonl"), new byte[bytes - 60]);
        File.WriteAllBytes(Path.Combine(folder, "checkpoints", "step-1.safetensors"), new byte[60]);
        return folder;
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
