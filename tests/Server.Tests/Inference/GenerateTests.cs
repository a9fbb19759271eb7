// Text from a run: which weights, from where on, which tokens are put in, and that training never notices.
using System.Net.Http.Json;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;

namespace AttentionLab.Server.Tests.Inference;

public sealed class GenerateTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Generate_KeptStep_UsesItsWeights()
    {
        var run = await server.StartEndless();
        await server.Lab.Pause(run.Id); // a pause keeps its weights
        int kept = (await server.Until(run.Id, info => info.Status == RunStatus.Paused)).Step;
        await server.Lab.Step(run.Id, 20);
        var first = await Text(run.Id, new() { Step = kept, Tokens = 20 });
        var newest = await Text(run.Id, new() { Tokens = 20 });
        await server.Lab.Stop(run.Id);
        Assert.All(first, token => Assert.Equal(kept, token.Step));
        Assert.All(newest, token => Assert.Equal(kept + 20, token.Step));
        Assert.NotEqual(first[0].Logit, newest[0].Logit);
    }

    [Fact]
    public async Task Generate_StepOfATextWhileItTrains_GoesOnWithTheSameWeights()
    {
        var run = await server.StartEndless();
        var begun = await Text(run.Id, new() { Tokens = 12, Temperature = 1.5 });
        await server.Until(run.Id, info => info.Step > begun[0].Step + 20);
        var rest = await Text(run.Id, new() { Tokens = 8, Temperature = 1.5, Step = begun[0].Step, Written = [.. begun.Take(4).Select(token => token.Id)] });
        await server.Lab.Stop(run.Id);
        Assert.Equal(begun.Skip(4).Select(token => (token.Index, token.Step, token.Id)), rest.Select(token => (token.Index, token.Step, token.Id)));
        Assert.Equal(["\n"], rest[0].Prompt);
    }

    [Fact]
    public async Task Generate_ForcedToken_IsPutInAndMarked()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3));
        var free = await Text(run.Id, new() { Prompt = "The", Tokens = 10, TopK = 3 });
        var other = free[6].Candidates[9];
        var forced = await Text(run.Id, new() { Prompt = "The", Tokens = 10, TopK = 3, Forced = [new() { Index = 6, Id = other.Id }] });
        Assert.Equal(free.Take(6).Select(token => token.Id), forced.Take(6).Select(token => token.Id));
        Assert.Equal((other.Id, other.Text, true, 10), (forced[6].Id, forced[6].Text, forced[6].Forced, forced[6].Rank));
        Assert.Equal((0f, null, 3), (forced[6].Probability, forced[6].LogProbability, forced[6].Drawable));
        Assert.Equal(other.OwnLogProbability, forced[6].OwnLogProbability, 1e-5f);
    }

    [Fact]
    public async Task Generate_BeforeAndAfterTopK_AreBothThere()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3));
        var token = (await Text(run.Id, new() { Prompt = "The", Tokens = 1, TopK = 2, Temperature = 0.7 }))[0];
        Assert.Equal(1, token.Candidates.Sum(candidate => candidate.Probability), 1e-6f);
        Assert.InRange(token.Candidates.Sum(candidate => candidate.OwnProbability), 0, 0.99f);
        Assert.All(token.Candidates, candidate => Assert.Equal(Math.Log(candidate.OwnProbability), candidate.OwnLogProbability, 1e-4));
        Assert.Equal(2, token.Candidates.Count(candidate => candidate.LogProbability is not null));
        Assert.InRange(token.OwnEntropy, token.Entropy, MathF.Log(65));
    }

    [Fact]
    public async Task Generate_BesideTraining_LeavesEveryLossAsItWas()
    {
        var request = LabServer.Tiny(100, seed: 11) with { Model = new() { Dropout = 0.2 } };
        var quiet = await server.StartAndFinish(request);
        var watched = await server.Lab.Start(request);
        int texts = 0;
        while (server.Lab.Find(watched.Id)!.Status == RunStatus.Running)
            await Text(watched.Id, new() { Tokens = 20, Seed = texts, Attention = texts++ % 2 == 0 });
        await server.Until(watched.Id, info => info.Status == RunStatus.Finished);
        Assert.True(texts > 0);
        var (expected, actual) = (server.Lab.MetricsOf(quiet.Id), server.Lab.MetricsOf(watched.Id));
        Assert.Equal(100, actual.TrainLoss.Count);
        Assert.Equal(expected.TrainLoss, actual.TrainLoss);
        Assert.Equal(expected.Eval.ValLoss, actual.Eval.ValLoss);
    }

    [Fact]
    public async Task Generate_RunDeletedMeanwhile_SaysSoAndEnds()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        var tokens = server.Lab.Generate(run.Id, new() { Tokens = 2000 }).GetAsyncEnumerator();
        Assert.True(await tokens.MoveNextAsync());
        await server.Lab.Delete(run.Id);
        var refusal = await Assert.ThrowsAsync<LabException>(async () =>
        {
            while (await tokens.MoveNextAsync()) { }
        });
        Assert.Contains("was deleted while this text was written", refusal.Message);
    }

    [Theory]
    [InlineData("""{"step":77}""", 404, "step", "of step 2.")]
    [InlineData("""{"step":-1}""", 400, "step", "left out for the newest")]
    [InlineData("""{"written":[1,65]}""", 400, "written", "65 at index 1 is no token of this run; tokens are 0 to 64.")]
    [InlineData("""{"forced":[{"index":5,"id":-1}]}""", 400, "forced", "-1 at index 5 is no token")]
    [InlineData("""{"tokens":5,"forced":[{"index":5,"id":1}]}""", 400, "forced", "Index 5 is not among the tokens to be added, 0 to 4.")]
    [InlineData("""{"written":[1,2],"tokens":3,"forced":[{"index":1,"id":1}]}""", 400, "forced", "2 to 4")]
    [InlineData("""{"forced":[{"index":2,"id":1},{"index":2,"id":3}]}""", 400, "forced", "Index 2 is there twice.")]
    [InlineData("""{"forced":[null]}""", 400, "forced", "{index, id}")]
    [InlineData("""{"prompt":"naïve"}""", 400, "prompt", "Leave them out or replace them: its 65 characters are")]
    public async Task PostGenerate_WrongField_IsNamedWithWhatIsAllowed(string json, int status, string field, string message)
    {
        var run = server.Lab.Runs.FirstOrDefault(known => known is { Status: RunStatus.Finished, Steps: 2 }) ?? await server.StartAndFinish(LabServer.Tiny(2));
        var problem = await Problem.Post(server.Http, $"/api/runs/{run.Id}/generate", json);
        Assert.Equal(status, problem.Status);
        Assert.Contains(message, problem.Errors[field]);
    }

    [Theory]
    [InlineData("""{"forced":[{"index":5}]}""", "forced[0]", "A field is missing; it must be an object with the fields index, id.")]
    [InlineData("""{"forced":5}""", "forced", "a list, each entry an object with the fields index, id")]
    [InlineData("""{"written":["a"]}""", "written[0]", "a whole number")]
    public async Task PostGenerate_WrongShape_IsNamed(string json, string field, string message)
    {
        var run = server.Lab.Runs.FirstOrDefault(known => known is { Status: RunStatus.Finished, Steps: 2 }) ?? await server.StartAndFinish(LabServer.Tiny(2));
        var problem = await Problem.Post(server.Http, $"/api/runs/{run.Id}/generate", json);
        Assert.Equal(400, problem.Status);
        Assert.Contains(message, problem.Errors[field]);
    }

    [Fact]
    public async Task PostGenerate_TooMuchWritten_IsRefusedWithTheLimit()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/generate", new { written = new int[LabLimits.WrittenTokens + 1] });
        Assert.Contains("at most 10,000", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task PostGenerate_Written_AnswersWhatFollows()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3));
        var whole = await Text(run.Id, new() { Prompt = "The", Tokens = 12 });
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/generate", new { prompt = "The", tokens = 7, written = whole.Take(5).Select(token => token.Id) });
        var rest = (await answer.Content.ReadFromJsonAsync<Generation>(RestJson.Options))!;
        Assert.Equal(string.Concat(whole.Skip(5).Select(token => token.Text)), rest.Text);
        Assert.Equal(5, rest.Tokens[0].Index);
    }

    private async Task<List<GeneratedToken>> Text(string run, GenerateRequest request)
    {
        var tokens = new List<GeneratedToken>();
        await foreach (var token in server.Lab.Generate(run, request)) tokens.Add(token);
        return tokens;
    }
}
