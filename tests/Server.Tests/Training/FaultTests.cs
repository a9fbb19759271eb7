// When training or the disk goes wrong: the run says so, keeps what it has, and can go on.
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Training;

public class FaultTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Train_LossIsNoNumber_PausesSaysSoAndGoesOnFromTheCheckpointWithALowerRate()
    {
        var wild = LabServer.Tiny(1_000_000) with { Training = new() { Batch = 4, LearningRate = 10, Optimizer = "sgd", GradientClip = 0, Warmup = 0, EvalEvery = 1_000_000, EvalBatches = 1 } };
        var run = await server.Lab.Start(wild);
        var paused = await server.Until(run.Id, info => info.Status == RunStatus.Paused);
        Assert.Contains("is not a number", paused.Message);
        Assert.Contains("Where it began: ", paused.Message);
        Assert.Contains("lower learning rate", paused.Message);
        var metrics = await server.Get($"/api/runs/{run.Id}/metrics");
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("gradientNorm").EnumerateArray().Last().ValueKind);

        await server.Lab.Change(run.Id, new() { LearningRate = 1e-4 });
        int from = server.Run(run.Id).Checkpoints.Newest ?? 0;
        var calm = await server.Lab.Step(run.Id, 5);
        Assert.Equal((from + 5, RunStatus.Paused, (string?)null), (calm.Step, calm.Status, calm.Message));
        Assert.Equal(Enumerable.Range(1, from + 5), server.Lab.MetricsOf(run.Id).Step);
    }

    [Fact]
    public async Task Pause_DiskTakesNoCheckpoint_KeepsTheStepsInMemoryAndSavesThemLater()
    {
        var run = await server.StartEndless();
        string checkpoints = Path.Combine(server.Run(run.Id).Folder, "checkpoints");
        File.WriteAllText(checkpoints, "in the way");
        await server.Until(run.Id, info => info.Step >= 5);
        var paused = await server.Lab.Pause(run.Id);
        Assert.Equal(RunStatus.Paused, paused.Status);
        Assert.Contains("cannot be written to disk", paused.Message);
        Assert.Equal(paused.Step, (await server.Lab.Inspect(run.Id, new() { Prompt = "a" })).Step);
        using var another = await server.Http.PostAsJsonAsync("/api/runs", LabServer.Tiny(), Server.Rest.RestJson.Options);
        Assert.Equal(503, (int)another.StatusCode); // it would push the unsaved steps out of memory

        File.Delete(checkpoints);
        var later = await server.Lab.Step(run.Id, 2);
        Assert.Equal((paused.Step + 2, RunStatus.Paused, (string?)null), (later.Step, later.Status, later.Message));
        Assert.Equal(later.Step, server.Run(run.Id).Checkpoints.Newest);
        Assert.Equal(Enumerable.Range(1, later.Step), server.Lab.MetricsOf(run.Id).Step);
    }

    [Fact]
    public async Task Start_RunsFolderIsGone_IsRefusedClearlyAndTheServerStaysUp()
    {
        string runs = Path.Combine(server.Data, "runs"), away = Path.Combine(server.Data, "away");
        Directory.Move(runs, away);
        File.WriteAllText(runs, "in the way");
        var refusal = await Assert.ThrowsAsync<LabException>(() => server.Lab.Start(LabServer.Tiny()));
        Assert.Equal(Refusal.Unavailable, refusal.Refusal);
        Assert.Contains("cannot be kept", refusal.Message);
        File.Delete(runs);
        Directory.Move(away, runs);
        await server.StartAndFinish(LabServer.Tiny(2));
    }
}
