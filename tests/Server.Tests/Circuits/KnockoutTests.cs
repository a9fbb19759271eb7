// What each head is worth over a run: kept, equal to a whole pass with the head knocked out, the same after a restart.
using System.Net;
using System.Net.Http.Json;
using AttentionLab.Client.Contracts;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;

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
    public async Task GetKnockouts_Bigram_SaysThatItHasNoHeads()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1) with { Preset = "bigram" });
        using var answer = await server.Http.GetAsync($"/api/runs/{run.Id}/knockouts");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("no heads to knock out", await answer.Content.ReadAsStringAsync());
    }
}
