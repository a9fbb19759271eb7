// Tasks and byte pairs over REST: measured before a run, trained on, kept, refused where they make no sense.
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class TextFactTests(LabServer server) : IClassFixture<LabServer>
{
    private static NewRun Pairs(int steps) => LabServer.Tiny(steps) with { Tokens = new() { Kind = TokenChoice.BytePairs, Vocabulary = 300 } };

    private static NewRun Reverse(int steps) => LabServer.Tiny(steps) with { Corpus = "task-reverse", Task = new() { Symbols = 6 } };

    [Theory]
    [InlineData("""{"preset":"tiny","corpus":"play","tokens":{"kind":"words"}}""", "tokens.kind", "'words'", "characters or bytePairs")]
    [InlineData("""{"preset":"tiny","corpus":"play","tokens":{"kind":"bytePairs","vocabulary":100}}""", "tokens.vocabulary", "100", "from 256")]
    [InlineData("""{"preset":"tiny","corpus":"play","tokens":{"kind":"bytePairs","vocabulary":65000}}""", "tokens.vocabulary", "65,000", "Take at most")]
    [InlineData("""{"preset":"tiny","corpus":"play","tokens":{"vocabulary":512}}""", "tokens.vocabulary", "512", "leave it out")]
    [InlineData("""{"preset":"tiny","corpus":"play","task":{"length":3}}""", "task", "'play'", "task-copy")]
    [InlineData("""{"preset":"tiny","corpus":"task-copy","tokens":{"kind":"bytePairs"}}""", "tokens.kind", "bytePairs", "take characters")]
    [InlineData("""{"preset":"tiny","corpus":"task-copy","task":{"length":500}}""", "task.length", "500", "1 to 200")]
    [InlineData("""{"preset":"tiny","corpus":"task-copy","task":{"length":8}}""", "task.length", "17 characters", "context takes 8")]
    [InlineData("""{"preset":"tiny","corpus":"task-induction","task":{"length":6,"symbols":4}}""", "task.symbols", "4", "at least 6")]
    [InlineData("""{"preset":"tiny","corpus":"task-sort","task":{"length":2,"symbols":3}}""", "task.length", "only 9", "at least 100")]
    public async Task PostRun_TaskOrTokensThatMakeNoSense_AreRefused(string json, string field, string came, string allowed)
    {
        var problem = await Problem.Post(server.Http, "/api/runs", json);
        Assert.Equal(400, problem.Status);
        Assert.Contains(came, problem.Errors[field]);
        Assert.Contains(allowed, problem.Errors[field]);
    }

    [Fact]
    public async Task GetTokens_OfThePlay_CountsBothKinds()
    {
        var characters = await server.Get("/api/corpora/play/tokens?channels=32");
        var pairs = await server.Get("/api/corpora/play/tokens?kind=bytePairs&vocabulary=512&channels=32");
        Assert.Equal(65 * 32, characters.GetProperty("embedding").GetInt64());
        Assert.Equal(1, characters.GetProperty("perCharacter").GetDouble());
        Assert.Equal(256 * 257 / 2, characters.GetProperty("passage").GetProperty("cells").GetInt64());
        Assert.Equal(512 * 32, pairs.GetProperty("embedding").GetInt64());
        Assert.Equal(pairs.GetProperty("tokens").GetInt64() / (double)characters.GetProperty("characters").GetInt64(), pairs.GetProperty("perCharacter").GetDouble());
        var passage = pairs.GetProperty("passage");
        string Text(JsonElement facts) => string.Concat(facts.GetProperty("passage").GetProperty("tokens").EnumerateArray().Select(token => token.GetString()));
        Assert.Equal(Text(characters), Text(pairs));
        int tokens = passage.GetProperty("tokens").GetArrayLength();
        Assert.InRange(tokens, 64, 200);
        Assert.Equal(tokens * (tokens + 1) / 2, passage.GetProperty("cells").GetInt64());
    }

    [Theory]
    [InlineData("/api/corpora/play/tokens?kind=bytePairs&vocabulary=9", "tokens.vocabulary")]
    [InlineData("/api/corpora/play/tokens?channels=0", "channels")]
    [InlineData("/api/corpora/task-sort/tokens", "corpus")]
    [InlineData("/api/corpora/play/examples", "corpus")]
    [InlineData("/api/corpora/task-sort/examples?symbols=99", "task.symbols")]
    [InlineData("/api/corpora/task-sort/examples?context=0", "context")]
    public async Task GetFacts_Impossible_NamesTheField(string path, string field)
    {
        using var answer = await server.Http.GetAsync(path);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains($"\"{field}\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task GetExamples_OfATask_FillsInWhatFitsTheContext()
    {
        var facts = (await server.Get("/api/corpora/task-sort/examples?context=8")).Deserialize<TaskFacts>(JsonSerializerOptions.Web)!;
        Assert.Equal(new TaskSizes(3, 10), facts.Settings);
        Assert.Equal((900, 100), (facts.Trained, facts.HeldOut));
        Assert.All(facts.Examples, example => Assert.Equal(string.Concat(example.Question[..3].Order()), example.Answer));
    }

    [Fact]
    public async Task Run_OfATask_RecordsAccuracyAndShowsItsAnswers()
    {
        var run = await server.StartAndFinish(Reverse(20));
        Assert.Equal(new TaskSizes(3, 6), run.Task);
        Assert.Null(run.BitsPerCharacter);
        Assert.InRange(run.Accuracy!.Value, 0, 1);
        Assert.Matches("^[a-f]{3}>", run.Sample!.Text);
        var eval = (await server.Get($"/api/runs/{run.Id}/metrics")).GetProperty("eval");
        Assert.Equal(eval.GetProperty("step").GetArrayLength(), eval.GetProperty("accuracy").GetArrayLength());
        Assert.Equal(run.Accuracy, eval.GetProperty("accuracy").EnumerateArray().Last().GetDouble());
        Assert.InRange(eval.GetProperty("tokenAccuracy")[0].GetDouble(), 0, 1);
        Assert.Matches("^[a-f]{3}>[a-f]{3}$", run.Probe);
    }

    [Fact]
    public async Task Run_OnBytePairs_IsInspectedAndGeneratesInTokens()
    {
        var run = await server.StartAndFinish(Pairs(12));
        Assert.Equal(300, run.Model.Vocabulary);
        Assert.Equal(("bytePairs", 300), (run.Tokens!.Kind, run.Tokens.Vocabulary));
        Assert.InRange(run.Tokens.PerCharacter, 0.3, 0.95);
        Assert.Equal(run.ValLoss!.Value / Math.Log(2) * run.Tokens.PerCharacter, run.BitsPerCharacter!.Value, 12);
        Assert.Equal(run.Probe, string.Concat(run.ProbeTokens));
        var seen = await server.Lab.Inspect(run.Id, new() { Prompt = "the € and the" });
        Assert.Equal(["‹E2›", "‹82›", "‹AC›"], seen.Tokens.Select(token => token.Text).Where(text => text.StartsWith('‹')));
        var written = await server.Http.PostAsync($"/api/runs/{run.Id}/generate", new StringContent("""{"prompt":"the €","tokens":8}""", System.Text.Encoding.UTF8, "application/json"));
        var generation = JsonDocument.Parse(await written.Content.ReadAsStringAsync()).RootElement;
        var prompt = generation.GetProperty("tokens")[0].GetProperty("prompt");
        Assert.Equal("‹AC›", prompt[prompt.GetArrayLength() - 1].GetString());
        Assert.Equal(8, generation.GetProperty("tokens").GetArrayLength());
        var eval = (await server.Get($"/api/runs/{run.Id}/metrics")).GetProperty("eval");
        Assert.Equal(JsonValueKind.Null, eval.GetProperty("accuracy").ValueKind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_InTheMiddleOfATaskOrPairs_ResumesBitForBit(bool task)
    {
        using var folder = new TempFolder();
        var request = task ? Reverse(40) : Pairs(40);
        Metrics whole;
        string id;
        using (var first = new LabServer(folder.Path))
        {
            whole = first.Lab.MetricsOf((await first.StartAndFinish(request)).Id);
            id = (await first.Lab.Start(request with { Steps = 40 })).Id;
            await first.Lab.Pause(id);
        }
        using var again = new LabServer(folder.Path);
        var resumed = await again.Lab.Resume(id);
        Assert.True(resumed.Step < 40);
        var done = await again.Until(id, info => info.Status == RunStatus.Finished);
        var metrics = again.Lab.MetricsOf(id);
        Assert.Equal(whole.TrainLoss, metrics.TrainLoss);
        Assert.Equal(whole.Eval.ValLoss, metrics.Eval.ValLoss);
        Assert.Equal(whole.Eval.Accuracy, metrics.Eval.Accuracy);
        Assert.Equal(metrics.Eval.Accuracy?[^1], done.Accuracy);
    }
}
