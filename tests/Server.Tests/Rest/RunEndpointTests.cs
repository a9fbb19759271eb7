// REST, the happy paths: start, watch, control, record, inspect, generate, delete.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Live;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Rest;

public class RunEndpointTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task PostRun_SmallRun_TrainsToItsEnd()
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/runs", new { name = "first", preset = "tiny", corpus = "play", steps = 12, seed = 5, training = new { evalEvery = 5, evalBatches = 1 } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var run = await answer.Content.ReadFromJsonAsync<JsonElement>();
        string id = run.GetProperty("id").GetString()!;
        Assert.Equal($"/api/runs/{id}", answer.Headers.Location!.ToString());
        Assert.Equal("running", run.GetProperty("status").GetString());
        await server.Until(id, info => info.Status == RunStatus.Finished);

        var one = await server.Get($"/api/runs/{id}");
        Assert.Equal("first", one.GetProperty("name").GetString());
        Assert.Equal(12, one.GetProperty("step").GetInt32());
        Assert.Equal(12, one.GetProperty("steps").GetInt32());
        Assert.Equal(5, one.GetProperty("seed").GetInt64());
        Assert.Equal(3, one.GetProperty("model").GetProperty("layers").GetInt32());
        Assert.Equal(5, one.GetProperty("training").GetProperty("evalEvery").GetInt32());
        Assert.True(one.GetProperty("trainLoss").GetDouble() > 0);
        Assert.True(one.GetProperty("hasWeights").GetBoolean());

        var metrics = await server.Get($"/api/runs/{id}/metrics");
        Assert.Equal(Enumerable.Range(1, 12), Numbers(metrics.GetProperty("step")));
        Assert.Equal([0, 5, 10, 12], Numbers(metrics.GetProperty("eval").GetProperty("step")));
        foreach (var column in new[] { "trainLoss", "learningRate", "gradientNorm", "tokensPerSecond" })
            Assert.All(metrics.GetProperty(column).EnumerateArray(), value => Assert.True(value.GetDouble() > 0));
        Assert.Equal([10, 11, 12], Numbers((await server.Get($"/api/runs/{id}/metrics?from=10")).GetProperty("step")));

        var samples = await server.Get($"/api/runs/{id}/samples");
        Assert.Equal([0, 5, 10, 12], samples.EnumerateArray().Select(sample => sample.GetProperty("step").GetInt32()));
        Assert.All(samples.EnumerateArray(), sample => Assert.Equal(200, sample.GetProperty("text").GetString()!.Length));
    }

    [Fact]
    public async Task GetAttention_FinishedRun_GivesPackedFramesOfKeptSteps()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(6));
        var kept = await server.Get($"/api/runs/{run.Id}/attention/steps");
        Assert.Equal(Enumerable.Range(0, 7), Numbers(kept.GetProperty("steps")));
        Assert.Equal(run.Probe, kept.GetProperty("probes")[0].GetProperty("text").GetString());
        using var answer = await server.Http.GetAsync($"/api/runs/{run.Id}/attention?step=latest");
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(6, FramePacker.StepOf(bytes));
        Assert.Equal(FramePacker.HeaderBytes + 12 * FramePacker.HeadBytes(run.ProbeTokens.Count, masked: true), bytes.Length);
        Assert.Equal(3, FramePacker.StepOf(await server.Http.GetByteArrayAsync($"/api/runs/{run.Id}/attention?step=3")));
    }

    [Fact]
    public async Task PostInspect_LayerHeadAndToken_GivesTheWholeArithmetic()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3));
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/inspect", new { prompt = "The King", layer = 1, head = 2, token = 3 });
        var inspection = (await answer.Content.ReadFromJsonAsync<Inspection>(RestJson.Options))!;
        Assert.Equal(3, inspection.Step);
        Assert.Equal("The King", string.Concat(inspection.Tokens.Select(token => token.Text)));
        Assert.Equal(0, inspection.Dropped);
        Assert.Equal((3, 4), (inspection.Weights.Length, inspection.Weights[0].Length));
        for (int t = 0; t < 8; t++)
        {
            var row = inspection.Weights[1][2][t];
            Assert.Equal(t + 1, row.Length);
            Assert.Equal(1, row.Sum(), 1e-5);
        }
        Assert.Equal(inspection.Weights[1][2][3], inspection.Row!.Weights);
        Assert.Equal(inspection.Affinities[1][2][3], inspection.Row.Scaled);
        Assert.Equal((4, 8), (inspection.Row.K.Length, inspection.Row.K[0].Length));
        Assert.Equal(8, inspection.Head!.Raw[0].Length);
        Assert.Equal(inspection.Head.Raw[3][4..], inspection.Row.Hidden);
        Assert.Equal((inspection.Head.Divisor, MathF.Sqrt(8)), (inspection.Row.Divisor, inspection.Row.Divisor));
        Assert.Equal(inspection.Row.X, inspection.Head.Input[3]);
        Assert.Equal((32, 8), (inspection.Head.QueryWeight!.Length, inspection.Head.QueryWeight[0].Length));
        Assert.Equal(20, inspection.Next.Count);
        Assert.Equal(Enumerable.Range(1, 20), inspection.Next.Select(candidate => candidate.Rank));
        Assert.InRange(inspection.Next.Sum(candidate => candidate.Probability), 0.1, 1.0001);
    }

    [Fact]
    public async Task PostInspect_PromptLongerThanTheContext_SeesItsEndAndSaysHowManyDropped()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1));
        var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = "Hear me, my King" });
        Assert.Equal(8, inspection.Dropped);
        Assert.Equal(" my King", string.Concat(inspection.Tokens.Select(token => token.Text)));
    }

    [Fact]
    public async Task PostGenerate_SameSeed_WritesTheSameTextWithCandidates()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(3));
        var request = new { prompt = "The", tokens = 12, temperature = 0.8, topK = 5, topP = 0.9, seed = 3 };
        var texts = new List<Generation>();
        for (int i = 0; i < 2; i++)
        {
            using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/generate", request);
            texts.Add((await answer.Content.ReadFromJsonAsync<Generation>(RestJson.Options))!);
        }
        Assert.Equal(texts[0].Text, texts[1].Text);
        Assert.Equal(12, texts[0].Tokens.Count);
        Assert.Equal(texts[0].Text, string.Concat(texts[0].Tokens.Select(token => token.Text)));
        Assert.All(texts[0].Tokens, token =>
        {
            Assert.NotEmpty(token.Candidates);
            Assert.InRange(token.Probability, float.Epsilon, 1);
            Assert.Equal(Math.Min(8, 3 + token.Index), token.Attention![0][0].Length);
        });
    }

    [Fact]
    public async Task Delete_FinishedRun_RemovesItAndItsFiles()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1));
        string folder = server.Run(run.Id).Folder;
        Assert.True(Directory.Exists(folder));
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"/api/runs/{run.Id}")).StatusCode);
        Assert.False(Directory.Exists(folder));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync($"/api/runs/{run.Id}")).StatusCode);
    }

    [Fact]
    public async Task GetPresets_Always_NamesEveryNumberAndTheLimits()
    {
        var catalog = await server.Get("/api/presets");
        Assert.Equal("small", catalog.GetProperty("default").GetString());
        var tiny = catalog.GetProperty("presets").EnumerateArray().Single(preset => preset.GetProperty("name").GetString() == "tiny");
        Assert.Equal(32, tiny.GetProperty("model").GetProperty("channels").GetInt32());
        Assert.Equal(32, tiny.GetProperty("training").GetProperty("batch").GetInt32());
        Assert.True(tiny.GetProperty("parameters").GetInt64() > 10_000);
        Assert.Equal(1_000_000, catalog.GetProperty("limits").GetProperty("steps").GetInt32());
        Assert.NotEmpty(catalog.GetProperty("defaultCorpusReason").GetString()!);
        var engines = catalog.GetProperty("engines");
        Assert.Equal("managed", engines.GetProperty("default").GetString());
        var managed = engines.GetProperty("engines").EnumerateArray().Single(engine => engine.GetProperty("name").GetString() == "managed");
        Assert.Equal(("loaded", "cpu", JsonValueKind.Null), (managed.GetProperty("state").GetString(), managed.GetProperty("device").GetString(), managed.GetProperty("reason").ValueKind));
        Assert.Contains("any number of threads", managed.GetProperty("promise").GetString());
    }

    [Fact]
    public async Task Health_WhileIdle_IsAliveAndReady()
    {
        Assert.Equal("alive", (await server.Get("/healthz")).GetProperty("status").GetString());
        var ready = await server.Get("/readyz");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.StartsWith("Managed engine (cpu, ", ready.GetProperty("engine").GetString());
        Assert.Equal(JsonValueKind.Null, ready.GetProperty("engineReason").ValueKind);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryPathOfTheProtocol()
    {
        var paths = (await server.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        foreach (var path in new[] { "/api/presets", "/api/corpora", "/api/runs", "/api/runs/{id}", "/api/runs/{id}/pause", "/api/runs/{id}/resume", "/api/runs/{id}/step", "/api/runs/{id}/stop", "/api/runs/{id}/metrics", "/api/runs/{id}/samples", "/api/runs/{id}/attention", "/api/runs/{id}/attention/steps", "/api/runs/{id}/inspect", "/api/runs/{id}/generate", "/api/attention/difference", "/healthz", "/readyz" })
            Assert.Contains(path, paths);
    }

    private static IEnumerable<int> Numbers(JsonElement array) => array.EnumerateArray().Select(number => number.GetInt32());
}
