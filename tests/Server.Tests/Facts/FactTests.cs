// Facts over REST and in process: what they hold, when they are measured anew, that they leave training alone.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Server.Tests.Facts;

public class FactTests(LabServer server) : IClassFixture<LabServer>
{
    private IRunFacts Source => server.Services.GetRequiredService<IRunFacts>();

    [Fact]
    public async Task GetFacts_RunWithoutAMask_HoldRowsGradientsStreamAndFuture()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(10) with { Model = new() { Mask = false } });
        var facts = await server.Get($"/api/runs/{run.Id}/facts");
        Assert.Equal(10, facts.GetProperty("step").GetInt32());
        Assert.Equal((64, 8), (facts.GetProperty("windows").GetInt32(), facts.GetProperty("tokens").GetInt32()));
        Assert.InRange(facts.GetProperty("loss").GetDouble(), 1, 5);
        var rows = facts.GetProperty("rows");
        Assert.InRange(rows.GetProperty("peak").GetDouble(), rows.GetProperty("evenPeak").GetDouble(), 1);
        Assert.InRange(rows.GetProperty("future").GetDouble(), 0.1, 0.9);
        Assert.InRange(rows.GetProperty("headsApart").GetDouble(), 0, 1);
        Assert.All(new[] { "queries", "keys", "values" }, part => Assert.True(facts.GetProperty("gradients").GetProperty(part).GetDouble() > 0));
        Assert.Equal(3, facts.GetProperty("gradients").GetProperty("blocks").GetArrayLength());
        Assert.Equal((4, 3), (facts.GetProperty("stream").GetProperty("sizes").GetArrayLength(), facts.GetProperty("stream").GetProperty("given").GetArrayLength()));
        Assert.InRange(facts.GetProperty("future").GetProperty("leftToRight").GetDouble(), 1, 10);
        var estimate = facts.GetProperty("estimate");
        Assert.Equal(10, estimate.GetProperty("step").GetInt32());
        Assert.Equal(run.ValLoss, estimate.GetProperty("valLoss").GetDouble());
        var losses = (await server.Get($"/api/runs/{run.Id}/metrics")).GetProperty("trainLoss").EnumerateArray().Select(loss => loss.GetDouble());
        Assert.Equal(losses.Average(), estimate.GetProperty("batchLoss").GetDouble(), 9);
    }

    [Fact]
    public async Task GetFacts_Bigram_SaysWhatItHasNot()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3) with { Preset = "bigram" });
        var facts = await server.Get($"/api/runs/{run.Id}/facts");
        Assert.Equal(JsonValueKind.Null, facts.GetProperty("rows").ValueKind);
        Assert.Equal(JsonValueKind.Null, facts.GetProperty("future").ValueKind);
        Assert.Equal(0, facts.GetProperty("order").GetProperty("moved").GetDouble());
    }

    [Fact]
    public async Task Facts_AskedAgain_AreMeasuredOnceUntilTheRunHasMoved()
    {
        var run = await server.StartEndless();
        await server.Until(run.Id, info => info.Step > 0);
        await server.Lab.Pause(run.Id);
        var facts = await Source.Of(run.Id);
        Assert.Same(facts, await Source.Of(run.Id));
        Assert.Equal(server.Lab.Find(run.Id)!.Step, facts.Step);
        var stepped = await server.Lab.Step(run.Id);
        Assert.Equal(stepped.Step, (await Source.Of(run.Id)).Step);
        await server.Lab.Stop(run.Id);
    }

    [Fact]
    public async Task Facts_AskedWhileItTrains_ChangeNothingOfTheTraining()
    {
        var request = LabServer.Tiny(40, seed: 9) with { Model = new() { Dropout = 0.2 } };
        var alone = await server.StartAndFinish(request);
        var watched = await server.Lab.Start(request);
        while (server.Lab.Find(watched.Id)!.Status == RunStatus.Running)
        {
            await server.Until(watched.Id, info => info.HasWeights);
            if (server.Lab.Find(watched.Id) is { Status: RunStatus.Failed or RunStatus.Paused } ended) Assert.Fail($"{ended.Status} at step {ended.Step}: {ended.Message}");
            await Source.Of(watched.Id);
            await Task.Yield();
        }
        Assert.Null(server.Lab.Find(watched.Id)!.Message);
        Assert.Equal(server.Lab.MetricsOf(alone.Id).TrainLoss, server.Lab.MetricsOf(watched.Id).TrainLoss);
        Assert.Equal(40, (await Source.Of(watched.Id)).Step);
    }

    [Fact]
    public async Task GetFacts_UnknownRun_IsNotFound()
    {
        using var answer = await server.Http.GetAsync("/api/runs/nobody/facts");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("nobody", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }
}
