// Whatever is wrong with a request: the answer names the field, what came and what is allowed; training goes on undisturbed.
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class BadInputTests(LabServer server) : IClassFixture<LabServer>
{
    [Theory]
    [InlineData("""{"preset":"huge"}""", "preset", "'huge'", "tiny, small")]
    [InlineData("""{"preset":"tiny","corpus":"moby-dick"}""", "corpus", "'moby-dick'", "play, tiny-shakespeare")]
    [InlineData("""{"preset":"tiny","corpus":"play","steps":-5}""", "steps", "-5", "1 to 1,000,000")]
    [InlineData("""{"preset":"tiny","corpus":"play","training":{"steps":0}}""", "training.steps", "0", "1 to 1,000,000")]
    [InlineData("""{"preset":"tiny","corpus":"play","training":{"batch":100000}}""", "training.batch", "100,000", "1 to 256")]
    [InlineData("""{"preset":"tiny","corpus":"play","training":{"learningRate":-1}}""", "training.learningRate", "-1", "above 0")]
    [InlineData("""{"preset":"tiny","corpus":"play","training":{"optimizer":"adam"}}""", "training.optimizer", "'adam'", "adamw, sgd, muon")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"heads":5}}""", "model.channels", "32", "multiple of 5")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"mixer":"magic"}}""", "model.mixer", "'magic'", "none, average, attention")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"context":5000}}""", "model.context", "5,000", "1 to 1,024")]
    [InlineData("""{"preset":"bigram","corpus":"play","model":{"mask":false}}""", "model.mask", "false", "no attention, so there is no mask. Leave it out")]
    [InlineData("""{"preset":"wavenet","corpus":"play","model":{"heads":4}}""", "model.heads", "4", "at 1")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"widening":9}}""", "model.widening", "9", "1 to 8")]
    [InlineData("""{"preset":"tiny","corpus":"play","model":{"tiedHead":true,"headBias":true}}""", "model.headBias", "no bias", "turn headBias off")]
    [InlineData("""{"preset":"tiny","corpus":"play","engine":"onnx"}""", "engine", "'onnx'", "managed")]
    [InlineData("""{"preset":"tiny","corpus":"play","engine":"Managed"}""", "engine", "'Managed'", "managed")]
    [InlineData("""{"preset":"tiny","corpus":"play","engine":""}""", "engine", "''", "managed")]
    [InlineData("""{"preset":"tiny","corpus":"play","engine":7}""", "engine", "wrong type", "text")]
    [InlineData("""{"preset":"tiny","corpus":"play","name":"  "}""", "name", "empty", "1 to 100")]
    [InlineData("""{"preset":"tiny","corpus":"play","probe":"Gr\u00fc\u00dfe"}""", "probe", "ü ß", "ABC")]
    [InlineData("""{"preset":"tiny","corpus":"play","probe":"far too long for eight"}""", "probe", "22 tokens", "at most 8")]
    [InlineData("""{"preset":"tiny","corpus":"play","probe":""}""", "probe", "empty", "leave it out")]
    [InlineData("""{"preset":"tiny","steps":10,"training":{"steps":20}}""", "steps", "10", "20")]
    [InlineData("""{"preset":"tiny","steps":"many"}""", "steps", "wrong type", "whole number")]
    [InlineData("""{"preset":7}""", "preset", "wrong type", "text")]
    [InlineData("""{"preset":"tiny","training":{"learningRate":"fast"}}""", "training.learningRate", "wrong type", "a number")]
    [InlineData("""{"preset":"tiny","model":{"mask":"no"}}""", "model.mask", "wrong type", "true or false")]
    [InlineData("""{"preset":"tiny","model":7}""", "model", "wrong type", "an object with the fields layers")]
    [InlineData("""{"preset":"tiny","stepps":7}""", "stepps", "no field 'stepps'", "preset, corpus")]
    public async Task PostRun_WrongField_IsNamedWithWhatCameAndWhatIsAllowed(string json, string field, string came, string allowed)
    {
        var problem = await Problem.Post(server.Http, "/api/runs", json);
        Assert.Equal(400, problem.Status);
        Assert.Contains(came, problem.Errors[field]);
        Assert.Contains(allowed, problem.Errors[field]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"preset\":")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    public async Task PostRun_BodyThatIsNoObject_IsRefused(string json) =>
        Assert.Equal(400, (await Problem.Post(server.Http, "/api/runs", json)).Status);

    [Fact]
    public async Task PostRun_SeveralWrongFields_NamesAllOfThem()
    {
        var problem = await Problem.Post(server.Http, "/api/runs", """{"preset":"huge","corpus":"none","steps":-1,"name":""}""");
        Assert.Equal(["corpus", "name", "preset", "steps"], problem.Errors.Keys.Order());
    }

    [Fact]
    public async Task PostRun_CorpusShorterThanTheContext_SaysHowLongItMustBe()
    {
        var corpus = await server.Lab.AddCorpus("short", new MemoryStream(Encoding.UTF8.GetBytes("to be or not to be")));
        var problem = await Problem.Post(server.Http, "/api/runs", $$"""{"preset":"tiny","corpus":"{{corpus.Id}}"}""");
        Assert.Equal(400, problem.Status);
        Assert.Contains("18 tokens", problem.Detail);
        Assert.Contains("at least", problem.Detail);
    }

    [Theory]
    [InlineData("inspect", """{}""", "prompt", "empty")]
    [InlineData("inspect", """{"prompt":""}""", "prompt", "empty")]
    [InlineData("inspect", """{"prompt":"na\u00efve \ud83d\ude00"}""", "prompt", "ï 😀")]
    [InlineData("inspect", """{"prompt":"a","layer":3,"head":0}""", "layer", "0 to 2")]
    [InlineData("inspect", """{"prompt":"a","layer":0,"head":-1}""", "head", "0 to 3")]
    [InlineData("inspect", """{"prompt":"a","layer":0,"head":0,"token":1}""", "token", "0 to 0")]
    [InlineData("inspect", """{"prompt":"a","layer":0}""", "head", "both or neither")]
    [InlineData("inspect", """{"prompt":"a","token":0}""", "token", "layer and head")]
    [InlineData("inspect", """{"prompt":5}""", "prompt", "text")]
    [InlineData("generate", """{"prompt":""}""", "prompt", "empty")]
    [InlineData("generate", """{"prompt":"a","tokens":0}""", "tokens", "1 to 2,000")]
    [InlineData("generate", """{"prompt":"a","tokens":100000}""", "tokens", "1 to 2,000")]
    [InlineData("generate", """{"prompt":"a","temperature":-1}""", "temperature", "0 to")]
    [InlineData("generate", """{"prompt":"a","topP":0}""", "topP", "above 0")]
    [InlineData("generate", """{"prompt":"a","topK":-3}""", "topK", "0 to")]
    [InlineData("generate", """{"prompt":"\u4f60"}""", "prompt", "你")]
    public async Task PostPrompt_WrongField_IsNamed(string what, string json, string field, string message)
    {
        var run = await Finished();
        var problem = await Problem.Post(server.Http, $"/api/runs/{run.Id}/{what}", json);
        Assert.Equal(400, problem.Status);
        Assert.Contains(message, problem.Errors[field]);
    }

    [Fact]
    public async Task PostInspect_HugePrompt_IsRefusedWithTheLimit()
    {
        var run = await Finished();
        var problem = await Problem.Post(server.Http, $"/api/runs/{run.Id}/inspect", JsonSerializer.Serialize(new { prompt = new string('a', 1_000_000) }));
        Assert.Equal(400, problem.Status);
        Assert.Contains("1,000,000 characters", problem.Errors["prompt"]);
        Assert.Contains($"{LabLimits.PromptCharacters:N0}", problem.Errors["prompt"]);
    }

    [Fact]
    public async Task PostInspect_UnknownCharacters_NamesEachOnceForWhoeverLeavesThemOut()
    {
        var run = await Finished();
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/inspect", new { prompt = "a🙂bé🙂" });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["🙂", "é"], body.GetProperty("unknown").EnumerateArray().Select(one => one.GetString()!));
        Assert.Contains("🙂 é", body.GetProperty("errors").GetProperty("prompt")[0].GetString());
    }

    [Fact]
    public async Task PostInspect_StepThatIsNotKept_ListsWhatIs()
    {
        var run = await Finished();
        var problem = await Problem.Post(server.Http, $"/api/runs/{run.Id}/inspect", """{"prompt":"a","step":77}""");
        Assert.Equal(404, problem.Status);
        Assert.Contains("77", problem.Errors["step"]);
        Assert.Contains("of step 2.", problem.Errors["step"]);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("PATCH", "")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    [InlineData("POST", "/step?n=1")]
    [InlineData("POST", "/stop")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/samples")]
    [InlineData("GET", "/attention")]
    [InlineData("GET", "/attention/steps")]
    [InlineData("POST", "/inspect")]
    [InlineData("POST", "/generate")]
    public async Task AnyCall_DeletedRun_IsNotFoundAndSaysSo(string method, string path)
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1));
        await server.Lab.Delete(run.Id);
        var problem = await Problem.Post(server.Http, $"/api/runs/{run.Id}{path}", "{}", method);
        Assert.Equal(404, problem.Status);
        Assert.Contains(run.Id, problem.Detail);
    }

    [Theory]
    [InlineData("/attention?step=999", 404, "nearest")]
    [InlineData("/attention?step=soon", 400, "'soon'")]
    [InlineData("/metrics?from=x", 400, "from")]
    public async Task GetRecord_WrongStep_IsRefused(string path, int status, string message)
    {
        var run = await Finished();
        using var answer = await server.Http.GetAsync($"/api/runs/{run.Id}{path}");
        var problem = await Problem.Of(answer);
        Assert.Equal(status, problem.Status);
        Assert.Contains(message, problem.Detail);
    }

    [Fact]
    public async Task AnyCall_WrongMethodKindOrPath_IsAnsweredWithProblemDetails()
    {
        using var method = await server.Http.PutAsync("/api/runs", null);
        Assert.Equal(405, (await Problem.Of(method)).Status);
        using var kind = await server.Http.PostAsync("/api/runs", new StringContent("preset=tiny"));
        Assert.Equal(415, (await Problem.Of(kind)).Status);
        using var path = await server.Http.GetAsync("/api/nothing");
        Assert.Equal(404, (await Problem.Of(path)).Status);
    }

    [Fact]
    public async Task BadRequests_WhileARunTrains_LeaveItsNumbersAsTheyWouldHaveBeen()
    {
        var quiet = await server.StartAndFinish(LabServer.Tiny(60, seed: 9));
        var run = await server.Lab.Start(LabServer.Tiny(60, seed: 9));
        foreach (var (path, json) in new[] { ("/inspect", """{"prompt":""}"""), ("/generate", """{"prompt":"ß"}"""), ("/inspect", """{"prompt":"a"}"""), ("/step?n=0", ""), ("/generate", """{"prompt":"a","tokens":5}""") })
        {
            using var _ = await server.Http.PostAsync($"/api/runs/{run.Id}{path}", new StringContent(json, Encoding.UTF8, "application/json"));
        }
        await server.Until(run.Id, info => info.Status == RunStatus.Finished);
        Assert.Equal(server.Lab.MetricsOf(quiet.Id).TrainLoss, server.Lab.MetricsOf(run.Id).TrainLoss);
    }

    private async Task<RunInfo> Finished() =>
        server.Lab.Runs.FirstOrDefault(run => run.Name == "finished") ?? await server.StartAndFinish(LabServer.Tiny(2) with { Name = "finished" });
}
