// Attribution, lens and interventions over REST: they agree with each other and with Inspect, and what is wrong is named.
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;

namespace AttentionLab.Server.Tests.Circuits;

public class CircuitTests(LabServer server) : IClassFixture<LabServer>
{
    private const string Prompt = "The King";

    private Task<RunInfo> Trained() => server.StartAndFinish(LabServer.Tiny(20));

    private async Task<T> Ask<T>(string run, string what, object request)
    {
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run}/{what}", request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>(RestJson.Options))!;
    }

    private Task<Problem> Refused(string run, string what, object request) => Problem.Post(server.Http, $"/api/runs/{run}/{what}", JsonSerializer.Serialize(request));

    [Fact]
    public async Task Attribution_OfTheLikeliestToken_SumsToTheLogitThatInspectShows()
    {
        var run = await Trained();
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = Prompt });
        var split = await Ask<Attribution>(run.Id, "attribution", new { prompt = Prompt });
        Assert.Equal((inspection.Next[0].Id, inspection.Next[0].Logit, 7, 1), (split.Token.Id, split.Logit, split.Position, split.Rank));
        Assert.InRange(Math.Abs(split.Parts.Sum(part => part.Value) - split.Logit), 0, 1e-4);
        Assert.Equal(split.Sum - split.Logit, split.Difference, 1e-9);
        Assert.Equal(12, split.Parts.Count(part => part.Kind == PartName.Head));
        Assert.All(split.Parts.Where(part => part.Kind == PartName.Head), head => Assert.Equal(head.Value, head.BySource!.Sum(), 1e-9));
        var named = await Ask<Attribution>(run.Id, "attribution", new { prompt = Prompt, position = 3, text = "e" });
        Assert.Equal((3, "e"), (named.Position, named.Token.Text));
    }

    [Fact]
    public async Task Lens_AtItsEnd_IsWhatInspectShows()
    {
        var run = await Trained();
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = Prompt });
        var lens = await Ask<Lens>(run.Id, "lens", new { prompt = Prompt });
        Assert.Equal(7, lens.Stages.Count);
        Assert.Equal(inspection.Next.Take(10), lens.Stages[^1].Candidates);
        Assert.All(lens.Stages, stage => Assert.Equal(8, stage.Top.Count));
        Assert.All(lens.Stages[^1].Ranks, rank => Assert.Equal(1, rank));
    }

    [Fact]
    public async Task Inspect_WithoutInterventions_IsTheSameToTheBit()
    {
        var run = await Trained();
        var own = await Ask<Inspection>(run.Id, "inspect", new { prompt = Prompt });
        var none = await Ask<Inspection>(run.Id, "inspect", new { prompt = Prompt, interventions = new { heads = Array.Empty<object>(), liftMask = false } });
        Assert.Equal(own.Next, none.Next);
        Assert.Equal(own.Weights, none.Weights);
        var effect = await Ask<Effect>(run.Id, "effect", new { prompt = Prompt });
        Assert.True(effect.Same);
        Assert.Equal((0, 0d, effect.LossBefore), (effect.Interventions, effect.Moved, effect.LossAfter));
    }

    [Fact]
    public async Task Inspect_UnderInterventions_ShowsWhatTheModelThenDoes()
    {
        var run = await Trained();
        var interventions = new
        {
            heads = new[] { new { layer = 0, head = 1, by = "mean" } },
            cells = new object[] { new { layer = 1, head = 2, query = 5, key = 2, set = "force" }, new { layer = 0, head = 0, query = 3, key = 1, set = "forbid" } },
            tokens = new[] { new { position = 0, text = "W" } },
        };
        var edited = await Ask<Inspection>(run.Id, "inspect", new { prompt = Prompt, layer = 0, head = 0, token = 3, interventions });
        Assert.Equal("W", edited.Tokens[0].Text);
        Assert.Equal([0, 0, 1, 0, 0, 0], edited.Weights[1][2][5]);
        Assert.Equal(0f, edited.Weights[0][0][3][1]);
        Assert.Equal([0, float.NaN, 0, 0], edited.Row!.Added!); // minus infinity has no word in JSON
        Assert.Equal([0, float.NaN, 0, 0, 0, 0, 0, 0], edited.Head!.Added![3]);
        var effect = await Ask<Effect>(run.Id, "effect", new { prompt = Prompt, layer = 1, head = 2, interventions });
        Assert.Equal((4, "T", "W"), (effect.Interventions, effect.Tokens[0].Text, effect.Read[0].Text));
        Assert.False(effect.Same);
        Assert.Equal(edited.Weights[1][2], effect.Head!.After);
        Assert.Equal(edited.Next[0].Probability, effect.Next.Single(next => next.RankAfter == 1).ProbabilityAfter);
        Assert.Equal(7, effect.LossesAfter.Length);
        Assert.Equal(effect.LossesAfter.Average(), effect.LossAfter!.Value, 1e-12);
        var split = await Ask<Attribution>(run.Id, "attribution", new { prompt = Prompt, interventions });
        Assert.Equal(edited.Next[0].Logit, split.Logit);
        Assert.InRange(Math.Abs(split.Difference), 0, 1e-4);
    }

    [Fact]
    public async Task Inspect_WithTheMaskLifted_ShowsWholeRows()
    {
        var run = await Trained();
        var edited = await Ask<Inspection>(run.Id, "inspect", new { prompt = Prompt, interventions = new { liftMask = true } });
        Assert.All(edited.Weights[0][0], row => Assert.Equal(8, row.Length));
        var effect = await Ask<Effect>(run.Id, "effect", new { prompt = Prompt, layer = 0, head = 0, interventions = new { liftMask = true } });
        Assert.False(effect.Head!.Masked);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], effect.Head.Before[0]);
    }

    [Fact]
    public async Task Inspect_PromptLongerThanTheContextWithTheMaskLifted_CountsFromTheFirstTokenThatIsSeen()
    {
        var run = await Trained();
        int context = run.Model.Context;
        string prompt = new string('a', 10) + new string('b', context);
        var edited = await Ask<Inspection>(run.Id, "inspect", new { prompt, interventions = new { liftMask = true, tokens = new[] { new { position = 0, text = "c" } } } });
        Assert.Equal((10, context, "c", "b"), (edited.Dropped, edited.Tokens.Count, edited.Tokens[0].Text, edited.Tokens[1].Text));
        Assert.All(edited.Weights[0][0], row => Assert.Equal(context, row.Length));
        var outside = await Refused(run.Id, "inspect", new { prompt, interventions = new { tokens = new[] { new { position = context, text = "c" } } } });
        Assert.Contains($"the text has positions 0 to {context - 1}", outside.Errors["interventions.tokens[0].position"]);
    }

    [Fact]
    public async Task Interventions_OutsideTheModel_AreRefusedFieldByField()
    {
        var run = await Trained();
        var interventions = new
        {
            heads = new object[] { new { layer = 3, head = 0 }, new { layer = 0, head = 0, by = "half" } },
            cells = new object[] { new { layer = 0, head = 0, query = 2, key = 5, set = "forbid" }, new { layer = 0, head = 0, query = 99, key = 0, set = "scale" } },
            tokens = new object[] { new { position = 0, text = "ab" }, new { text = "€" } },
        };
        foreach (string what in new[] { "inspect", "effect", "attribution", "lens" })
        {
            var spelled = await Refused(run.Id, what, new { prompt = Prompt, interventions });
            Assert.Equal(400, spelled.Status);
            Assert.Equal(
                ["interventions.cells[1].factor", "interventions.heads[1].by", "interventions.tokens[0].text", "interventions.tokens[1].position", "interventions.tokens[1].text"],
                spelled.Errors.Keys.Order());
            var outside = await Refused(run.Id, what, new { prompt = Prompt, interventions = new { heads = interventions.heads.Take(1), cells = interventions.cells.Take(1), tokens = new[] { new { position = 8, id = 0 } } } });
            Assert.Equal(["interventions.cells[0].key", "interventions.heads[0].layer", "interventions.tokens[0].position"], outside.Errors.Keys.Order());
            Assert.Contains("There is no layer 3; the model has layers 0 to 2, counted from 0.", outside.Errors["interventions.heads[0].layer"]);
            Assert.Contains("the mask hides what comes later", outside.Errors["interventions.cells[0].key"]);
        }
    }

    [Fact]
    public async Task Questions_ThatAreWrong_AreRefusedByField()
    {
        var run = await Trained();
        Assert.Contains("prompt", (await Refused(run.Id, "attribution", new { prompt = "" })).Errors.Keys);
        Assert.Contains("position", (await Refused(run.Id, "attribution", new { prompt = Prompt, position = 8 })).Errors.Keys);
        Assert.Contains("token", (await Refused(run.Id, "lens", new { prompt = Prompt, token = 9999 })).Errors.Keys);
        Assert.Contains("text", (await Refused(run.Id, "lens", new { prompt = Prompt, token = 1, text = "a" })).Errors.Keys);
        Assert.Contains("head", (await Refused(run.Id, "effect", new { prompt = Prompt, layer = 1 })).Errors.Keys);
        Assert.Contains("step", (await Refused(run.Id, "lens", new { prompt = Prompt, step = 7 })).Errors.Keys);
        Assert.Equal(404, (await Refused("none", "lens", new { prompt = Prompt })).Status);
    }

    [Theory]
    [InlineData("bigram", 1)]
    [InlineData("average", 3)]
    [InlineData("feed-forward", 3)]
    public async Task Attribution_OfARung_SumsToTheLogit(string rung, int leastParts)
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2) with { Preset = rung });
        var split = await Ask<Attribution>(run.Id, "attribution", new { prompt = Prompt });
        Assert.InRange(Math.Abs(split.Difference), 0, 1e-4);
        Assert.True(split.Parts.Count >= leastParts || rung != "bigram");
        Assert.NotEmpty(split.Rule);
        Assert.NotEmpty((await Ask<Lens>(run.Id, "lens", new { prompt = Prompt })).Stages);
    }

    [Fact]
    public async Task Attribution_OfTheFixedTree_IsRefusedWithTheReason()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2) with { Preset = "wavenet" });
        var problem = await Refused(run.Id, "attribution", new { prompt = Prompt });
        Assert.Equal(400, problem.Status);
        Assert.Contains("cannot be split", problem.Detail);
        Assert.Contains("no attention", (await Refused(run.Id, "inspect", new { prompt = Prompt, interventions = new { heads = new[] { new { layer = 0, head = 0 } } } })).Errors["interventions.heads"]);
    }
}
