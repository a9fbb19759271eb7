// Killed at any moment, also while a file is being written: the run is listed, resumes, and its numbers are bit for bit those of one that was never interrupted.
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Training;

public sealed class KillTests(KillTests.Uninterrupted whole) : IClassFixture<KillTests.Uninterrupted>, IDisposable
{
    /// <summary>Exit code of a process that was ended by SIGKILL: 128 and the signal's number.</summary>
    private const int Killed = 137;

    /// <summary>A step that is safe in a checkpoint, the one that the server is to come to when it is killed, and the one at which the resumed run is compared. Between the first two lies a kept frame and no estimate.</summary>
    private const int Safe = 31, Goal = 39, End = 55;

    /// <summary>With an estimate and a sample on the way.</summary>
    private const int GoalWithSample = 42;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DiskMoment.Create, ".safetensors", 0)]
    [InlineData(DiskMoment.Write, ".safetensors", 0)]
    [InlineData(DiskMoment.Write, ".safetensors", 20)]
    [InlineData(DiskMoment.Sync, ".safetensors", 0)]
    [InlineData(DiskMoment.Rename, ".safetensors", 0)]
    [InlineData(DiskMoment.Renamed, ".safetensors", 0)]
    [InlineData(DiskMoment.Delete, ".safetensors", 0)]
    [InlineData(DiskMoment.Sync, "metrics.jsonl", 0)]
    [InlineData(DiskMoment.Create, "run.json", 2)]
    [InlineData(DiskMoment.Rename, "run.json", 2)]
    public async Task Checkpoint_KilledAtAnyStage_GoesOnBitForBit(DiskMoment moment, string file, int skip)
    {
        string id = SafeRun();
        await Crash(id, moment, file, skip);
        await AssertGoesOn(id, newer: moment is DiskMoment.Renamed or DiskMoment.Delete || file == "run.json");
    }

    [Theory]
    [InlineData("metrics.jsonl", 0, false)]
    [InlineData("metrics.jsonl", 5, true)]
    [InlineData("samples.jsonl", 0, true)]
    [InlineData("heads.jsonl", 0, true)]
    [InlineData("attention.bin", 0, true)]
    [InlineData("attention.idx", 0, false)]
    [InlineData("attention.idx", 0, true)]
    public async Task Log_KilledBetweenOrInsideLines_GoesOnBitForBit(string file, int skip, bool torn)
    {
        string id = SafeRun();
        await Crash(id, DiskMoment.Append, file, skip, torn, file == "samples.jsonl" ? GoalWithSample : Goal);
        await AssertGoesOn(id, newer: false);
    }

    [Theory]
    [InlineData(DiskMoment.Write, "metrics.jsonl")]
    [InlineData(DiskMoment.Rename, "metrics.jsonl")]
    [InlineData(DiskMoment.Renamed, "metrics.jsonl")]
    [InlineData(DiskMoment.Rename, "attention.idx")]
    [InlineData(DiskMoment.Renamed, "attention.idx")]
    [InlineData(DiskMoment.Write, "heads.jsonl")]
    public async Task Resume_KilledWhileItGoesBackToItsCheckpoint_GoesOnBitForBit(DiskMoment moment, string file)
    {
        string id = SafeRun();
        await Crash(id, DiskMoment.Append, "metrics.jsonl", skip: 6);
        await Crash(id, moment, file, skip: 0);
        await AssertGoesOn(id, newer: false);
    }

    /// <summary>The run that is paused at a checkpoint, in a folder of the test's own.</summary>
    private string SafeRun()
    {
        _folder.TakeCopyOf(whole.Safe);
        return whole.SafeId;
    }

    private async Task Crash(string id, DiskMoment moment, string file, int skip, bool torn = false, int goal = Goal)
    {
        using var server = await ServerProcess.StartCrashing(_folder.Path, moment, file, skip, torn, "--Lab:KeptCheckpoints", "1", "--Lab:CheckpointSeconds", "3600");
        var asked = server.Post(id, $"step?n={goal - Safe}");
        Assert.Equal(Killed, await server.End());
        await asked.ContinueWith(_ => { }, TaskScheduler.Default); // there is nobody left to answer
    }

    /// <param name="newer">Whether the checkpoint that was being written counts.</param>
    private async Task AssertGoesOn(string id, bool newer)
    {
        using var server = new LabServer(_folder.Path);
        var run = server.Run(id);
        int checkpoint = run.Checkpoints.Newest!.Value;
        Assert.Equal(newer ? Goal : Safe, checkpoint);
        Assert.Equal(RunStatus.Interrupted, run.Info.Status);
        Assert.Contains($"from step {checkpoint},", run.Info.Message);
        await server.Lab.Step(id, End - checkpoint);
        await server.Until(id, info => info is { Step: End, Status: RunStatus.Paused });
        server.Dispose();

        using var again = new LabServer(_folder.Path); // what is on the disk, not in memory
        run = again.Run(id);
        Assert.Equal((End, (int?)End), (run.Info.Step, run.Checkpoints.Newest));
        Assert.Equal(whole.Metrics.Step.Take(End), run.Metrics.From(0).Step);
        Assert.Equal(whole.Metrics.TrainLoss.Take(End), run.Metrics.From(0).TrainLoss);
        Assert.Equal(whole.Metrics.GradientNorm.Take(End), run.Metrics.From(0).GradientNorm);
        Assert.Equal(whole.Metrics.Eval.Step.Where(step => step <= End), run.Metrics.From(0).Eval.Step);
        Assert.Equal(whole.Metrics.Eval.ValLoss.Take(run.Metrics.From(0).Eval.Step.Count), run.Metrics.From(0).Eval.ValLoss);
        Assert.Equal(whole.Samples.Where(sample => sample.Step <= End), run.Samples.All);
        Assert.All(whole.Frames.Where(frame => frame.Key <= End), frame => Assert.Equal(frame.Value, run.Frames.Read(frame.Key)));
        Assert.Equal(run.Heads.All.Select(line => line.Step).Distinct(), run.Heads.All.Select(line => line.Step));
        Assert.Equal(0, run.Metrics.Unreadable);
        Assert.Equal(End + run.Metrics.From(0).Eval.Step.Count, File.ReadLines(Path.Combine(run.Folder, "metrics.jsonl")).Count()); // no line twice
        Assert.Empty(Directory.GetFiles(run.Folder, "*.tmp", SearchOption.AllDirectories));
    }

    /// <summary>The same run without a crash, and one that is paused at a checkpoint, its server ended.</summary>
    public sealed class Uninterrupted : IAsyncLifetime
    {
        private static NewRun Request => LabServer.Tiny(1_000_000, seed: 9);

        public TempFolder Safe { get; } = new();
        public string SafeId { get; private set; } = "";
        public Metrics Metrics { get; private set; } = null!;
        public IReadOnlyList<Sample> Samples { get; private set; } = [];
        public IReadOnlyDictionary<int, byte[]> Frames { get; private set; } = new Dictionary<int, byte[]>();

        public async Task InitializeAsync()
        {
            using var server = new LabServer();
            var run = await server.Lab.Start(Request);
            await server.Until(run.Id, info => info.Step >= End);
            await server.Lab.Pause(run.Id);
            var trained = server.Run(run.Id);
            Metrics = trained.Metrics.From(0);
            Samples = trained.Samples.All;
            Frames = trained.Frames.Steps.Where(step => step % 5 == 0 && step <= End).ToDictionary(step => step, step => trained.Frames.Read(step)!);
            await TrainSafeRun();
        }

        private async Task TrainSafeRun()
        {
            using var server = new LabServer(Safe.Path);
            int held;
            using (new FaultyDisk(DiskMoment.Append, Safe["runs"], ending: "metrics.jsonl", skip: KillTests.Safe / 2))
            {
                SafeId = (await server.Lab.Start(Request)).Id;
                held = (await server.Until(SafeId, info => info.Status == RunStatus.Paused)).Step;
            }
            await server.Lab.Step(SafeId, KillTests.Safe - held);
            await server.Until(SafeId, info => info is { Step: KillTests.Safe, Status: RunStatus.Paused });
        }

        public Task DisposeAsync()
        {
            Safe.Dispose();
            return Task.CompletedTask;
        }
    }
}
