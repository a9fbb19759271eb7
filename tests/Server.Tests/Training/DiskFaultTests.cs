// When the disk is full, closed or gone while a run trains: it says so, holds what it has, and ends as if nothing had happened.
using AttentionLab.Server.Storage;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Training;

public sealed class DiskFaultTests(DiskFaultTests.Undisturbed twin) : IClassFixture<DiskFaultTests.Undisturbed>, IDisposable
{
    private const int Steps = 30;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DiskMoment.Append, "metrics.jsonl", 0)]
    [InlineData(DiskMoment.Append, "metrics.jsonl", 14)]
    [InlineData(DiskMoment.Append, "samples.jsonl", 1)]
    [InlineData(DiskMoment.Append, "heads.jsonl", 3)]
    [InlineData(DiskMoment.Append, "attention.bin", 3)]
    [InlineData(DiskMoment.Append, "attention.idx", 3)]
    [InlineData(DiskMoment.Sync, "metrics.jsonl", 0)]
    [InlineData(DiskMoment.Create, ".safetensors", 0)]
    [InlineData(DiskMoment.Write, ".safetensors", 9)]
    [InlineData(DiskMoment.Sync, ".safetensors", 0)]
    [InlineData(DiskMoment.Rename, ".safetensors", 0)]
    [InlineData(DiskMoment.Write, "run.json", 8)]
    public async Task Train_DiskFull_PausesWithARemedyAndEndsAsIfNothingHadHappened(DiskMoment moment, string file, int skip)
    {
        _folder.TakeCopyOf(twin.Folder);
        using var server = new LabServer(_folder.Path);
        string id;
        using (var disk = new FaultyDisk(moment, _folder["runs"], ending: file, skip: skip))
        {
            id = (await server.Lab.Start(Request())).Id;
            var paused = await server.Until(id, info => info.Status == RunStatus.Paused);
            Assert.StartsWith($"The run cannot be written to disk, so it was paused at step {paused.Step}: {FaultyDisk.Full}", paused.Message);
            Assert.Contains("Make room, then resume", paused.Message);
            Assert.True(disk.Refused > 0);
        }
        await server.Lab.Resume(id);
        var run = await server.Until(id, info => info.Status == RunStatus.Finished);
        Assert.Null(run.Message);
        server.Dispose();
        using var again = new LabServer(_folder.Path); // what is on the disk, not in memory
        AssertSame(again, twin.Id, id);
    }

    [Fact]
    public async Task Train_FolderCannotBeWritten_PausesAndSaysToMakeItWritable()
    {
        _folder.TakeCopyOf(twin.Folder);
        using var server = new LabServer(_folder.Path);
        string id;
        using (new FaultyDisk(DiskMoment.Append, _folder["runs"], () => new UnauthorizedAccessException("Access to the path is denied."), "metrics.jsonl", skip: 5))
        {
            id = (await server.Lab.Start(Request())).Id;
            var paused = await server.Until(id, info => info.Status == RunStatus.Paused);
            Assert.Contains("Access to the path is denied. Make the folder writable, then resume", paused.Message);
            Assert.Contains("denied", (await server.Lab.Pause(id)).Message); // asked again, the reason stays
        }
        await server.Lab.Resume(id);
        await server.Until(id, info => info.Status == RunStatus.Finished);
        AssertSame(server, twin.Id, id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Train_DataFolderRemoved_PausesAndNothingOfTheRunIsLost(bool comesBack)
    {
        string id, away = _folder["away"], data = _folder["data"];
        int step;
        byte[] early;
        using (var server = new LabServer(data))
        {
            id = (await server.StartEndless()).Id;
            await server.Until(id, info => info.Step >= 30);
            early = server.Run(id).Frames.Read(5)!;
            Directory.Move(data, away);
            var paused = await server.Until(id, info => info.Status == RunStatus.Paused);
            Assert.Contains("cannot be written to disk", paused.Message);
            Assert.Contains("Put the folder back, then resume", paused.Message);
            Assert.False(Directory.Exists(data)); // nobody asked for another one
            Assert.Equal(early, server.Run(id).Frames.Read(5));
            if (comesBack) Directory.Move(away, data);
            step = (await server.Lab.Step(id, 10)).Step;
            Assert.Equal((RunStatus.Paused, (string?)null), (server.Lab.Find(id)!.Status, server.Lab.Find(id)!.Message));
        }
        using var again = new LabServer(data);
        var run = again.Run(id);
        Assert.Equal((step, step), (run.Info.Step, run.Checkpoints.Newest));
        Assert.Equal(Enumerable.Range(1, step), run.Metrics.From(0).Step);
        Assert.Equal(early, run.Frames.Read(5));
        Assert.NotEmpty(run.Samples.All);
        var other = await again.StartEndless();
        await again.Until(other.Id, info => info.Step >= step);
        await again.Lab.Stop(other.Id);
        Assert.Equal(again.Lab.MetricsOf(other.Id).TrainLoss.Take(step), run.Metrics.From(0).TrainLoss);
    }

    [Fact]
    public async Task Frame_FileIsGone_IsAnsweredWithTheReason()
    {
        RunInfo run;
        using (var server = new LabServer(_folder.Path)) run = await server.StartAndFinish(Request());
        using var again = new LabServer(_folder.Path);
        Assert.NotEmpty(again.Run(run.Id).Frames.Steps);
        File.Delete(_folder[$"runs/{run.Id}/attention.bin"]);
        var problem = await Rest.Problem.Of(await again.Http.GetAsync($"/api/runs/{run.Id}/attention?step=5"));
        Assert.Equal(503, problem.Status);
        Assert.Contains("attention.bin", problem.Detail);
    }

    [Fact]
    public async Task Start_DiskFull_ListsAnInterruptedRunAsSuch()
    {
        string id;
        using (var server = await ServerProcess.Start(_folder.Path))
        {
            id = await server.StartEndless();
            await server.Until(id, 5);
            await server.Kill();
        }
        using var full = new FaultyDisk(DiskMoment.Create, _folder.Path);
        using var again = new LabServer(_folder.Path);
        Assert.Equal(RunStatus.Interrupted, again.Lab.Find(id)!.Status);
        Assert.True(full.Refused > 0);
    }

    /// <summary>The run that nothing disturbed.</summary>
    public sealed class Undisturbed : IAsyncLifetime
    {
        public TempFolder Folder { get; } = new();
        public string Id { get; private set; } = "";

        public async Task InitializeAsync()
        {
            using var server = new LabServer(Folder.Path);
            Id = (await server.StartAndFinish(Request())).Id;
        }

        public Task DisposeAsync()
        {
            Folder.Dispose();
            return Task.CompletedTask;
        }
    }

    private static NewRun Request() => LabServer.Tiny(Steps, seed: 6);

    /// <summary>Curve, texts, scores, the frames of the schedule and the last checkpoint.</summary>
    private static void AssertSame(LabServer server, string expected, string actual)
    {
        var (one, other) = (server.Run(expected), server.Run(actual));
        Assert.Equal(one.Metrics.From(0).Step, other.Metrics.From(0).Step);
        Assert.Equal(one.Metrics.From(0).TrainLoss, other.Metrics.From(0).TrainLoss);
        Assert.Equivalent(one.Metrics.From(0).Eval, other.Metrics.From(0).Eval, strict: true);
        Assert.Equal(one.Samples.All, other.Samples.All);
        Assert.Subset(other.Frames.Steps.ToHashSet(), one.Frames.Steps.ToHashSet());
        Assert.All(one.Frames.Steps, step => Assert.Equal(one.Frames.Read(step), other.Frames.Read(step)));
        Assert.Equal(other.Frames.Steps, other.Heads.All.Select(line => line.Step).Distinct());
        Assert.Equal(File.ReadAllBytes(Checkpoint(one)), File.ReadAllBytes(Checkpoint(other)));
        Assert.Empty(Directory.GetFiles(other.Folder, "*.tmp", SearchOption.AllDirectories));
    }

    private static string Checkpoint(Run run) => Path.Combine(run.Folder, "checkpoints", $"step-{run.Checkpoints.Newest}.safetensors");
}
