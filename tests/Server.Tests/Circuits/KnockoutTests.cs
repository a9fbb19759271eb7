// What each head is worth over a run: kept, equal to a whole pass with the head knocked out, the same after a restart.
using System.Net;
using System.Net.Http.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Server.Tests.Circuits;

public class KnockoutTests(LabServer server) : IClassFixture<LabServer>
{
    private async Task<KnockoutHistory> Knockouts(string run) => (await server.Http.GetFromJsonAsync<KnockoutHistory>($"/api/runs/{run}/knockouts", RestJson.Options))!;

    [Fact]
    public async Task GetKnockouts_FinishedRun_HasTheLastStepForEveryHead()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(20));
        var history = await Knockouts(run.Id);
        Assert.Equal(20, history.Steps[^1]);
        Assert.Equal(history.Steps.Order().Distinct(), history.Steps);
        Assert.DoesNotContain(0, history.Steps);
        Assert.Equal(12, history.Heads.Count);
        Assert.All(history.Heads, head => Assert.Equal(history.Steps.Count, head.Change.Count));
        Assert.All(history.Heads, head => Assert.All(head.Change, change => Assert.True(double.IsFinite(change))));
        Assert.Contains(history.Heads, head => head.Change[^1] != 0);
        Assert.True(history.Windows >= 1);
        Assert.Contains("at most 2 % of the time", history.Rule);
    }

    [Fact]
    public async Task GetKnockouts_TwoRunsOfOneSeed_AgreeWhereBothMeasured()
    {
        var (one, other) = (await server.StartAndFinish(LabServer.Tiny(10)), await server.StartAndFinish(LabServer.Tiny(10)));
        var (a, b) = (await Knockouts(one.Id), await Knockouts(other.Id));
        Assert.Equal(a.Loss[^1], b.Loss[^1]);
        Assert.Equal(a.Heads.Select(head => head.Change[^1]), b.Heads.Select(head => head.Change[^1]));
    }

    [Fact]
    public async Task GetKnockouts_AfterARestart_AreThoseOfBefore()
    {
        using var folder = new TempFolder();
        string path, before;
        using (var first = new LabServer(folder.Path))
        {
            path = $"/api/runs/{(await first.StartAndFinish(LabServer.Tiny(20))).Id}/knockouts";
            before = await first.Http.GetStringAsync(path);
        }
        using var again = new LabServer(folder.Path);
        Assert.Equal(before, await again.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task GetKnockouts_OfAFork_BeginWithItsParentsAndGoOn()
    {
        var parent = await server.StartAndFinish(LabServer.Tiny(20));
        var fork = await server.Services.GetRequiredService<IForks>().Fork(parent.Id, new() { Steps = 30, Seed = 9 });
        await server.Until(fork.Id, info => info.Status == RunStatus.Finished);
        var (before, after) = (await Knockouts(parent.Id), await Knockouts(fork.Id));
        int kept = before.Steps.Count;
        Assert.Equal(before.Steps, after.Steps.Take(kept));
        Assert.Equal(30, after.Steps[^1]);
        Assert.Equal(before.Loss, after.Loss.Take(kept));
        Assert.All(before.Heads.Zip(after.Heads), pair => Assert.Equal(pair.First.Change, pair.Second.Change.Take(kept)));
    }

    [Fact]
    public async Task GetKnockouts_OfARunThatGoesBackToACheckpoint_EndThere()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(20));
        var kept = server.Run(run.Id);
        int before = kept.Knockouts.All.Count;
        kept.CutAfter(19);
        Assert.Equal(before - 1, (await Knockouts(run.Id)).Steps.Count);
        Assert.DoesNotContain(20, (await Knockouts(run.Id)).Steps);
    }

    [Fact]
    public async Task GetKnockouts_OfAnImportedArchive_AreThoseOfTheRunThatWasExported()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(20));
        using var other = new LabServer();
        using var archive = new ByteArrayContent(await server.Http.GetByteArrayAsync($"/api/runs/{run.Id}/export/run.zip"));
        using var answer = await other.Http.PostAsync("/api/runs/import", archive);
        var again = (await answer.Content.ReadFromJsonAsync<RunInfo>(RestJson.Options))!;
        Assert.Equal(await server.Http.GetStringAsync($"/api/runs/{run.Id}/knockouts"), await other.Http.GetStringAsync($"/api/runs/{again.Id}/knockouts"));
    }

    [Fact]
    public async Task GetKnockouts_Bigram_SaysThatItHasNoHeads()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1) with { Preset = "bigram" });
        using var answer = await server.Http.GetAsync($"/api/runs/{run.Id}/knockouts");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("no heads to knock out", await answer.Content.ReadAsStringAsync());
    }
}
