// A run is measured early on a few batches, says so, and is measured at the same steps however often it is left.
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Training;

public sealed class EarlyEstimateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithoutEvalEvery_IsMeasuredEarlyAndSaysOnHowMuch()
    {
        string id, before;
        using (var server = new LabServer(_folder.Path))
        {
            var run = await server.StartAndFinish(Asked());
            id = run.Id;
            Assert.True(run.Training.EarlyEstimates);
            Assert.Equal((30, server.Lab.MetricsOf(id).Eval.ValLoss[^1]), (run.EvalStep!.Value, run.ValLoss!.Value));
            var estimates = (await server.Get($"/api/runs/{id}/metrics")).GetProperty("eval");
            Assert.Equal([1, 10, 25, 30], estimates.GetProperty("step").EnumerateArray().Select(step => step.GetInt32()));
            Assert.Equal(["1", "1", "1", "null"], estimates.GetProperty("batches").EnumerateArray().Select(batches => batches.GetRawText()));
            Assert.Equal([1, 10, 25, 30], server.Run(id).Samples.All.Select(sample => sample.Step));
            Assert.Equal([50, 50, 50, 200], server.Run(id).Samples.All.Select(sample => sample.Text.Length));
            Assert.Equal(["1", "1", "1", ""], (await server.Http.GetStringAsync($"/api/runs/{id}/export/metrics.csv")).Split("\r\n").Where(row => row.Split(',') is [_, _, _, _, _, _, not "", ..]).Skip(1).Select(row => row.Split(',')[^1]));
            before = await server.Http.GetStringAsync($"/api/runs/{id}/metrics");
        }
        using var record = JsonDocument.Parse(File.ReadAllText(_folder[Path.Combine("runs", id, "run.json")]));
        Assert.True(record.RootElement.GetProperty("training").GetProperty("earlyEstimates").GetBoolean());
        using var again = new LabServer(_folder.Path);
        Assert.Equal(before, await again.Http.GetStringAsync($"/api/runs/{id}/metrics"));
        Assert.Equal(30, again.Lab.Find(id)!.EvalStep);
    }

    [Fact]
    public async Task Start_WithEvalEvery_KeepsIt()
    {
        using var server = new LabServer(_folder.Path);
        var run = await server.StartAndFinish(Asked() with { Training = new() { Batch = 4, EvalBatches = 8, EvalEvery = 12 } });
        Assert.Equal((false, 12), (run.Training.EarlyEstimates, run.Training.EvalEvery));
        Assert.Equal([0, 12, 24, 30], server.Lab.MetricsOf(run.Id).Eval.Step);
        Assert.Null(server.Lab.MetricsOf(run.Id).Eval.Batches);
    }

    [Fact]
    public async Task Resume_LeftAtEarlySteps_EndsBitForBitAsIfNot()
    {
        using var server = new LabServer(_folder.Path);
        var whole = await server.StartAndFinish(Asked());
        var run = await server.Lab.Start(Asked());
        await server.Lab.Pause(run.Id);
        while (server.Lab.Find(run.Id)!.Step < 27)
        {
            await server.Lab.Step(run.Id, 3);
            await server.Lab.Stop(run.Id); // the next one starts from the checkpoint
        }
        Assert.Equal(1, server.Lab.Find(run.Id)!.EarlyBatches);
        await server.Lab.Resume(run.Id);
        var ended = await server.Until(run.Id, info => info.Status == RunStatus.Finished);
        Assert.Null(ended.EarlyBatches);
        Assert.Equal(server.Lab.MetricsOf(whole.Id).TrainLoss, server.Lab.MetricsOf(run.Id).TrainLoss);
        Assert.Equivalent(server.Lab.MetricsOf(whole.Id).Eval, server.Lab.MetricsOf(run.Id).Eval, strict: true);
        Assert.Equal(server.Run(whole.Id).Samples.All, server.Run(run.Id).Samples.All);
    }

    [Fact]
    public async Task Start_OfATask_AnswersFewerExamplesEarly()
    {
        using var server = new LabServer(_folder.Path);
        var run = await server.StartAndFinish(new() { Preset = "tiny", Corpus = "task-copy", Steps = 12, Model = new() { Context = 16 }, Training = new() { Batch = 4, EvalBatches = 8 } });
        var estimates = server.Lab.MetricsOf(run.Id).Eval;
        Assert.Equal([1, 10, 12], estimates.Step);
        Assert.Equal([1, 1, null], estimates.Batches);
        Assert.Equal(0, estimates.Accuracy![0] * 64 % 1, 1e-9);
    }

    [Fact]
    public async Task Fork_WithEvalEvery_IsMeasuredEvenly()
    {
        using var server = new LabServer(_folder.Path);
        var run = await server.StartAndFinish(Asked());
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/fork", new { steps = 40, training = new { evalEvery = 7 } });
        string id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await server.Until(id, info => info.Status == RunStatus.Finished);
        Assert.Equal([1, 10, 25, 30, 35, 40], server.Lab.MetricsOf(id).Eval.Step);
    }

    [Fact]
    public async Task Race_WithoutEvalEvery_MeasuresAllRacersAtTheSameSteps()
    {
        using var server = new LabServer(_folder.Path);
        var race = await server.Races.Start(new() { Corpus = "play", Steps = 12, Batch = 4, Context = 8, EvalBatches = 4, Racers = [new() { Preset = "bigram" }, new() { Preset = "tiny" }] });
        await server.UntilRace(race.Id, info => info.Status == RunStatus.Finished);
        Assert.All(race.Runs, racer => Assert.Equal([1, 10, 12], server.Lab.MetricsOf(racer.Id).Eval.Step));
        Assert.Single(race.Runs.Select(racer => server.Lab.Find(racer.Id)!.Training.EvalEvery).Distinct());
    }

    private static NewRun Asked() => LabServer.Tiny(30) with { Training = new() { Batch = 4, EvalBatches = 8 } };
}
