// What the heads looked at over a run: at the kept steps, equal to what Inspect shows, and nothing lost by a restart.
using System.Net;
using System.Net.Http.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class HeadHistoryTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task GetHeads_FinishedRun_HasAScoreForEveryKeptStepAndHead()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(6));
        var history = await Heads(run.Id);
        Assert.Equal(Enumerable.Range(0, 7), history.Steps);
        Assert.Equal(12, history.Heads.Count);
        Assert.Equal((2, 3), (history.Heads[^1].Layer, history.Heads[^1].Head));
        Assert.All(history.Heads, head =>
        {
            Assert.Equal(7, head.Roles.Count);
            Assert.Equal(7, head.Repeated!.Induction.Count);
            Assert.All(head.Repeated.Induction, score => Assert.InRange(score!.Value, 0, 1));
        });
        Assert.Contains("4 random tokens that are said twice", history.Rule);
    }

    [Fact]
    public async Task GetHeads_LastStep_ScoresTheWeightsThatInspectShows()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3));
        var history = await Heads(run.Id);
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = run.Probe });
        int[] ids = [.. inspection.Tokens.Select(token => token.Id)];
        foreach (var head in history.Heads)
        {
            float[] square = new float[ids.Length * ids.Length]; // (T, T)
            for (int t = 0; t < ids.Length; t++) inspection.Weights[head.Layer][head.Head][t].CopyTo(square, t * ids.Length);
            var scores = HeadScores.Of(square, ids, masked: true);
            Assert.Equal(scores.PreviousToken, head.Probe.PreviousToken[^1], 1e-6);
            Assert.Equal(scores.Entropy, head.Probe.Entropy[^1], 1e-5);
            Assert.Equal(scores.Distance, head.Probe.Distance[^1], 1e-5);
        }
    }

    [Fact]
    public async Task GetHeads_AverageRung_LooksEverywhereAlikeAllTheTime()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2) with { Preset = "average" });
        var head = Assert.Single((await Heads(run.Id)).Heads);
        Assert.All(head.Probe.Entropy, entropy => Assert.Equal(1, entropy, 1e-6));
        Assert.All(head.Roles, role => Assert.Equal(RoleName.None, role));
    }

    [Fact]
    public async Task GetHeads_Bigram_SaysThatItHasNone()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1) with { Preset = "bigram" });
        using var answer = await server.Http.GetAsync($"/api/runs/{run.Id}/heads");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("no heads to follow", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task GetHeads_AfterARestart_AreTheSame()
    {
        using var folder = new TempFolder();
        string id, before;
        using (var first = new LabServer(folder.Path))
        {
            id = (await first.StartAndFinish(LabServer.Tiny(4))).Id;
            before = await first.Http.GetStringAsync($"/api/runs/{id}/heads");
        }
        using var second = new LabServer(folder.Path);
        Assert.Equal(before, await second.Http.GetStringAsync($"/api/runs/{id}/heads"));
    }

    private async Task<HeadHistory> Heads(string id) => (await server.Http.GetFromJsonAsync<HeadHistory>($"/api/runs/{id}/heads", RestJson.Options))!;
}
