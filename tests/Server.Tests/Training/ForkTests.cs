// A fork has its parent's past and a future of its own; left unchanged, that future is the parent's, bit for bit.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Server.Tests.Training;

public class ForkTests(LabServer server) : IClassFixture<LabServer>
{
    private IForks Forks => server.Services.GetRequiredService<IForks>();

    [Fact]
    public async Task Fork_Unchanged_StaysBitEqualToItsParent()
    {
        var parent = await PausedThenFinished(30, pauseAt: 12, dropout: 0.1);
        var fork = await server.Until((await Forks.Fork(parent.Id, new() { Step = 12 })).Id, info => info.Status == RunStatus.Finished);
        Assert.Equal(new ParentRun(parent.Id, parent.Name, 12, []), fork.Parent! with { Changes = [] });
        Assert.Empty(fork.Parent!.Changes);
        Assert.Equal(server.Lab.MetricsOf(parent.Id).TrainLoss, server.Lab.MetricsOf(fork.Id).TrainLoss);
        Assert.Equal(server.Lab.MetricsOf(parent.Id).Eval.ValLoss, server.Lab.MetricsOf(fork.Id).Eval.ValLoss);
        Assert.Equal(await Frame(parent.Id, 30), await Frame(fork.Id, 30));
        Assert.Equal(await Frame(parent.Id, 5), await Frame(fork.Id, 5));
    }

    [Fact]
    public async Task Fork_LearningRateWasChangedAfterwards_GoesOnAtTheRateOfItsCheckpoint()
    {
        var parent = await PausedThenFinished(30, pauseAt: 12, rateAfterwards: 0.0007);
        var fork = await server.Until((await Forks.Fork(parent.Id, new() { Step = 12 })).Id, info => info.Status == RunStatus.Finished);
        var (before, after) = (server.Lab.MetricsOf(parent.Id), server.Lab.MetricsOf(fork.Id));
        Assert.Equal(before.TrainLoss.Take(12), after.TrainLoss.Take(12));
        Assert.Equal(before.LearningRate.Take(12), after.LearningRate.Take(12));
        Assert.NotEqual(before.LearningRate[^1], after.LearningRate[^1]);
        Assert.Equal(0.005, fork.Training.LearningRate);
    }

    [Fact]
    public async Task Fork_ChangedSettings_KeepsThePastAndSaysWhatIsOther()
    {
        var parent = await server.StartAndFinish(LabServer.Tiny(20));
        var fork = await Forks.Fork(parent.Id, new() { Name = "longer", Steps = 40, Mask = false, Training = new() { LearningRate = 0.001, MinLearningRate = 0.0005 } });
        await server.Until(fork.Id, info => info.Status == RunStatus.Finished);
        Assert.Equal(["causal mask on to off", "steps 20 to 40", "learning rate 0.005 to 0.001"], fork.Parent!.Changes);
        Assert.Equal(Enumerable.Range(1, 40), server.Lab.MetricsOf(fork.Id).Step);
        Assert.Equal(server.Lab.MetricsOf(parent.Id).TrainLoss, server.Lab.MetricsOf(fork.Id).TrainLoss.Take(20));
        Assert.Equal(("longer", false), (fork.Name, fork.Model.Mask));
        Assert.Equal(20, server.Lab.Find(parent.Id)!.Step);
    }

    [Fact]
    public async Task Fork_AfterARestart_GoesOnByItself()
    {
        using var folder = new TempFolder();
        string id;
        using (var first = new LabServer(folder.Path))
        {
            var parent = await first.StartAndFinish(LabServer.Tiny(6));
            id = (await first.Services.GetRequiredService<IForks>().Fork(parent.Id, new() { Steps = 1_000_000 })).Id;
            await first.Lab.Pause(id);
            await first.Lab.Delete(parent.Id);
        }
        using var second = new LabServer(folder.Path);
        int step = second.Lab.Find(id)!.Step;
        Assert.Equal(step + 3, (await second.Lab.Step(id, 3)).Step);
    }

    [Theory]
    [InlineData("""{"steps": 5}""", "steps", "5 steps are done at step 20")]
    [InlineData("""{"step": 7, "steps": 30}""", "step", "The weights of step 7 are not kept")]
    [InlineData("""{"steps": 30, "training": {"optimizer": "sgd"}}""", "training.optimizer", "moments of AdamW")]
    [InlineData("""{"steps": 30, "dropout": 2}""", "model.dropout", "2 is not allowed")]
    [InlineData("""{"steps": 30, "training": {"batch": 0}}""", "training.batch", "0 is not allowed")]
    public async Task PostFork_WhatCannotBe_IsRefusedAndLeavesNothingBehind(string body, string field, string message)
    {
        var parent = await server.StartAndFinish(LabServer.Tiny(20));
        int runs = server.Lab.Runs.Count;
        using var answer = await server.Http.PostAsync($"/api/runs/{parent.Id}/fork", new StringContent(body, null, "application/json"));
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(message, problem.GetProperty("errors").GetProperty(field)[0].GetString());
        Assert.Equal(runs, server.Lab.Runs.Count);
        Assert.Equal(runs, Directory.GetDirectories(Path.Combine(server.Data, "runs")).Length);
    }

    [Fact]
    public async Task PostFork_ScaleOfAnAverage_IsRefusedWithTheReason()
    {
        var parent = await server.StartAndFinish(LabServer.Tiny(4) with { Preset = "average" });
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{parent.Id}/fork", new { steps = 9, scale = false });
        Assert.Contains("no affinities to scale", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task PostFork_WhileAnotherTrains_IsRefused()
    {
        var parent = await server.StartAndFinish(LabServer.Tiny(4));
        var other = await server.StartEndless();
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{parent.Id}/fork", new { steps = 9 });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        await server.Lab.Stop(other.Id);
    }

    [Fact]
    public async Task GetCheckpoints_FinishedRun_NamesStepsSizesAndTheBest()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(20));
        var kept = (await server.Http.GetFromJsonAsync<KeptCheckpoint[]>($"/api/runs/{run.Id}/checkpoints", RestJson.Options))!;
        Assert.Equal(20, kept[^1].Step);
        Assert.All(kept, checkpoint => Assert.True(checkpoint.Bytes > 100_000));
        Assert.Equal(kept.MinBy(checkpoint => checkpoint.ValLoss ?? double.MaxValue), Assert.Single(kept, checkpoint => checkpoint.Best));
    }

    /// <summary>Paused on the way, so that there is a checkpoint to fork from.</summary>
    private async Task<RunInfo> PausedThenFinished(int steps, int pauseAt, double dropout = 0, double? rateAfterwards = null)
    {
        var run = await server.Lab.Start(LabServer.Tiny(steps) with { Model = new() { Dropout = dropout }, Training = new() { Batch = 64, EvalEvery = 10, EvalBatches = 1 } });
        run = await server.Lab.Pause(run.Id);
        Assert.True(run.Step < pauseAt, $"paused too late, at step {run.Step}");
        await server.Lab.Step(run.Id, pauseAt - run.Step);
        if (rateAfterwards is { } rate)
        {
            await server.Lab.Step(run.Id, 3); // a changed rate writes its own checkpoint
            await server.Lab.Change(run.Id, new() { LearningRate = rate });
        }
        await server.Lab.Resume(run.Id);
        return await server.Until(run.Id, info => info.Status == RunStatus.Finished);
    }

    private Task<byte[]> Frame(string id, int step) => server.Http.GetByteArrayAsync($"/api/runs/{id}/attention?step={step}");
}
