// A minus B over REST: zero for twins, hand-worked for averages, equal to what Inspect answers, refused with a reason where there is nothing to subtract.
using System.Net.Http.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class DifferenceTests(LabServer server) : IClassFixture<LabServer>
{
    private const string Path = "/api/attention/difference";

    [Fact]
    public async Task Difference_AMinusA_IsExactlyZeroEverywhere()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3));
        var answer = await Ask(new { a = new { run = run.Id, layer = 1, head = 2 }, b = new { run = run.Id, layer = 1, head = 2 } });
        Assert.All(answer.Difference.SelectMany(row => row), cell => Assert.Equal(0f, cell));
        Assert.All(answer.RowSums, sum => Assert.Equal(0d, sum));
        Assert.Empty(answer.Largest);
        Assert.Equal(0, answer.Moved);
        Assert.Equal(run.ProbeTokens, answer.Tokens);
    }

    [Fact]
    public async Task Difference_AMinusAWhileItTrains_IsExactlyZeroEverywhere()
    {
        var run = await server.StartEndless();
        await server.Until(run.Id, info => info.Step > 20);
        var answer = await Ask(new { a = new { run = run.Id }, b = new { run = run.Id } });
        await server.Lab.Stop(run.Id);
        Assert.Equal(answer.A.Step, answer.B.Step);
        Assert.All(answer.Difference.SelectMany(row => row), cell => Assert.Equal(0f, cell));
    }

    [Fact]
    public async Task Difference_AverageOfThePastMinusAverageOfAll_IsTheHandWorkedMatrix()
    {
        var past = await server.StartAndFinish(new() { Preset = "average", Corpus = "play", Steps = 1, Training = new() { EvalBatches = 1 } });
        var all = await server.StartAndFinish(new() { Preset = "average", Corpus = "play", Steps = 1, Model = new() { Mask = false }, Training = new() { EvalBatches = 1 } });
        var answer = await Ask(new { a = new { run = past.Id }, b = new { run = all.Id }, prompt = "King" });
        Assert.False(answer.Masked);
        float third = 1f / 3 - 0.25f;
        Assert.Equal(
            [[0.75f, -0.25f, -0.25f, -0.25f], [0.25f, 0.25f, -0.25f, -0.25f], [third, third, third, -0.25f], [0, 0, 0, 0]],
            answer.Difference);
        Assert.Equal(new CellDifference(0, 0, 1, 0.25f, 0.75f), answer.Largest[0]);
        Assert.Equal((0.75 + 0.5 + 0.25 + 0) / 4, answer.Moved, 1e-7);
        Assert.Equal([0, 0, 0, 0], answer.RowSums.Select(sum => Math.Round(sum, 6)));
    }

    [Fact]
    public async Task Difference_TwoHeadsOfOneStep_IsWhatInspectAnswersSubtracted()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(20));
        var answer = await Ask(new { a = new { run = run.Id, layer = 0, head = 1 }, b = new { run = run.Id, layer = 2, head = 3 }, prompt = "The King" });
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = "The King" });
        Assert.Equal(inspection.Weights[0][1], answer.A.Weights);
        Assert.Equal(inspection.Weights[2][3], answer.B.Weights);
        for (int query = 0; query < 8; query++)
            for (int key = 0; key <= query; key++) Assert.Equal(answer.A.Weights[query][key] - answer.B.Weights[query][key], answer.Difference[query][key]);
        Assert.All(answer.RowSums, sum => Assert.Equal(0, sum, 1e-6));
        Assert.Equal(answer.Largest.OrderByDescending(cell => Math.Abs(cell.Difference)), answer.Largest);
        Assert.True(answer.Masked);
    }

    [Fact]
    public async Task Difference_TwoKeptSteps_UsesTheirWeights()
    {
        var run = await server.StartEndless();
        int first = (await server.Lab.Pause(run.Id)).Step;
        await server.Lab.Step(run.Id, 20);
        var steps = server.Run(run.Id).Checkpoints.Steps;
        Assert.Equal([first, first + 20], steps.TakeLast(2));
        var answer = await Ask(new { a = new { run = run.Id, step = first + 20 }, b = new { run = run.Id, step = first } });
        Assert.Equal((first + 20, first), (answer.A.Step, answer.B.Step));
        Assert.Equal((await server.Lab.Inspect(run.Id, new() { Prompt = run.Probe, Step = first })).Weights[0][0], answer.B.Weights);
        Assert.NotEmpty(answer.Largest);
    }

    [Fact]
    public async Task Difference_ContextsOfTwoLengths_ComparesWhatFitsBoth()
    {
        var wide = await server.StartAndFinish(LabServer.Tiny(1));
        var narrow = await server.StartAndFinish(LabServer.Tiny(1) with { Model = new() { Context = 4 }, Probe = "King" });
        var answer = await Ask(new { a = new { run = wide.Id }, b = new { run = narrow.Id }, prompt = "The King" });
        Assert.Equal(("King", 4), (string.Concat(answer.Tokens), answer.Dropped));
    }

    [Fact]
    public async Task Difference_OtherAlphabet_SaysWhichRunCannotReadTheText()
    {
        var corpus = await server.Lab.AddCorpus("letters", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("abcd", 200)))));
        var play = await server.StartAndFinish(LabServer.Tiny(1));
        var letters = await server.StartAndFinish(LabServer.Tiny(1) with { Corpus = corpus.Id, Probe = "abcd" });
        var problem = await Problem.Post(server.Http, Path, $$$"""{"a":{"run":"{{{play.Id}}}"},"b":{"run":"{{{letters.Id}}}"},"prompt":"The King"}""");
        Assert.Equal(400, problem.Status);
        Assert.Contains(letters.Name, problem.Errors["prompt"]);
        Assert.Equal(4, (await Ask(new { a = new { run = play.Id }, b = new { run = letters.Id }, prompt = "badc" })).Tokens.Count);
    }

    [Theory]
    [InlineData("{}", 400, "a.run", "missing")]
    [InlineData("""{"a":{"run":"RUN"}}""", 400, "b.run", "missing")]
    [InlineData("""{"a":{"run":"nobody"},"b":{"run":"RUN"}}""", 404, "a.run", "'nobody'")]
    [InlineData("""{"a":{"run":"RUN","layer":3},"b":{"run":"RUN"}}""", 400, "a.layer", "from 0 to 2")]
    [InlineData("""{"a":{"run":"RUN"},"b":{"run":"RUN","head":-1}}""", 400, "b.head", "from 0 to 3")]
    [InlineData("""{"a":{"run":"RUN"},"b":{"run":"RUN","step":777}}""", 404, "b.step", "777 are not kept")]
    [InlineData("""{"a":{"run":"RUN"},"b":{"run":"BIGRAM"}}""", 400, "b.run", "no attention")]
    [InlineData("""{"a":{"run":"RUN"},"b":{"run":"RUN"},"prompt":""}""", 400, "prompt", "empty")]
    [InlineData("""{"a":{"run":"RUN"},"b":{"run":"RUN"},"prompt":"Grüße"}""", 400, "prompt", "ü")]
    [InlineData("""{"a":{"run":"RUN","layers":1},"b":{"run":"RUN"}}""", 400, "a.layers", "known are run, step, layer, head")]
    public async Task Difference_WrongField_IsNamedWithTheReason(string json, int status, string field, string why)
    {
        var run = server.Lab.Runs.FirstOrDefault(known => known is { Preset: "tiny", Steps: 2 }) ?? await server.StartAndFinish(LabServer.Tiny(2));
        var bigram = server.Lab.Runs.FirstOrDefault(known => known.Preset == "bigram") ?? await server.StartAndFinish(new() { Preset = "bigram", Corpus = "play", Steps = 1, Training = new() { EvalBatches = 1 } });
        var problem = await Problem.Post(server.Http, Path, json.Replace("RUN", run.Id).Replace("BIGRAM", bigram.Id));
        Assert.Equal(status, problem.Status);
        Assert.Contains(why, problem.Errors[field]);
    }

    private async Task<AttentionDifference> Ask(object request)
    {
        using var answer = await server.Http.PostAsJsonAsync(Path, request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<AttentionDifference>(RestJson.Options))!;
    }
}
