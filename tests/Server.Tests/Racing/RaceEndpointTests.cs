// Races over REST: what is answered, and what is refused with which words.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;

namespace AttentionLab.Server.Tests.Racing;

public class RaceEndpointTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Races_OverRest_StartListPauseStepStopAndDelete()
    {
        using var made = await server.Http.PostAsJsonAsync("/api/races", RaceRequests.Endless(RaceRequests.Racer("bigram"), RaceRequests.Racer("average")) with { Name = "twins no more" }, Server.Rest.RestJson.Options);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var race = await made.Content.ReadFromJsonAsync<JsonElement>();
        string id = race.GetProperty("id").GetString()!, path = $"/api/races/{id}";
        Assert.Equal(path, made.Headers.Location!.ToString());
        Assert.Equal("running", race.GetProperty("status").GetString());
        string run = race.GetProperty("runs")[0].GetProperty("id").GetString()!;
        Assert.Equal(id, (await server.Get($"/api/runs/{run}")).GetProperty("race").GetString());
        Assert.Equal("paused", (await Post($"{path}/pause")).GetProperty("status").GetString());
        int step = (await Post($"{path}/step?n=3")).GetProperty("step").GetInt32();
        Assert.True(step >= 3);
        Assert.Equal("running", (await Post($"{path}/resume")).GetProperty("status").GetString());
        Assert.Equal("stopped", (await Post($"{path}/stop")).GetProperty("status").GetString());
        Assert.Contains((await server.Get("/api/races")).EnumerateArray(), each => each.GetProperty("id").GetString() == id);
        Assert.Equal("twins no more", (await server.Get(path)).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"{path}?runs=true")).StatusCode);
        Assert.Equal(404, (await Problem.Of(await server.Http.GetAsync(path))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync($"/api/runs/{run}")).StatusCode);
    }

    [Theory]
    [InlineData("{}", "racers", "0 came; a race has 2 to 8")]
    [InlineData("""{"racers": [{"preset": "bigram"}]}""", "racers", "1 came; a race has 2 to 8")]
    [InlineData("""{"racers": [{},{},{},{},{},{},{},{},{}]}""", "racers", "9 came; a race has 2 to 8")]
    [InlineData("""{"racers": [{"preset": "bigram"}, null]}""", "racers[1]", "null")]
    [InlineData("""{"racers": [{"preset": "bigram"}, {"preset": "trigram"}]}""", "racers[1].preset", "'trigram' is not a preset")]
    [InlineData("""{"racers": [{"preset": "bigram"}, {"preset": "small"}]}""", "context", "sees 8 tokens at once and 'Small' 64")]
    [InlineData("""{"context": 8, "racers": [{"preset": "bigram"}, {"preset": "small"}]}""", "batch", "takes 32 windows a step and 'Small' 12")]
    [InlineData("""{"racers": [{"preset": "tiny"}, {"preset": "tiny", "training": {"batch": 3}}]}""", "racers[1].training.batch", "set batch of the race")]
    [InlineData("""{"racers": [{"preset": "tiny"}, {"preset": "tiny", "model": {"context": 3}}]}""", "racers[1].model.context", "set context of the race")]
    [InlineData("""{"racers": [{"preset": "tiny"}, {"preset": "tiny", "training": {"steps": 3}}]}""", "racers[1].training.steps", "set steps of the race")]
    [InlineData("""{"racers": [{"preset": "tiny"}, {"preset": "tiny", "model": {"heads": 99}}]}""", "racers[1].model.heads", "99")]
    [InlineData("""{"racers": [{"preset": "tiny"}, {"preset": "bigram", "model": {"mask": false}}]}""", "racers[1].model.mask", "no mask")]
    [InlineData("""{"racers": [{"preset": "tiny"}, {"preset": "tiny", "engine": "onnx"}]}""", "racers[1].engine", "'onnx' is not allowed")]
    [InlineData("""{"steps": -4, "racers": [{"preset": "tiny"}, {"preset": "bigram"}]}""", "steps", "-4")]
    [InlineData("""{"batch": 0, "racers": [{"preset": "tiny"}, {"preset": "bigram"}]}""", "batch", "0")]
    [InlineData("""{"corpus": "nowhere", "racers": [{"preset": "tiny"}, {"preset": "bigram"}]}""", "corpus", "'nowhere' is not a corpus")]
    [InlineData("""{"corpus": "play", "probe": "far too long for eight", "racers": [{"preset": "tiny"}, {"preset": "bigram"}]}""", "probe", "at most 8")]
    [InlineData("""{"name": "", "racers": [{"preset": "tiny"}, {"preset": "bigram"}]}""", "name", "empty")]
    [InlineData("""{"racers": [{"preset": "tiny", "name": " "}, {"preset": "bigram", "colour": 3}]}""", "racers[1].colour", "colour")]
    [InlineData("""{"batch": 256, "context": 1024, "corpus": "play", "racers": [{"preset": "scaled", "model": {"channels": 768, "layers": 24}}, {"preset": "scaled", "model": {"channels": 768, "layers": 24}}]}""", null, "memory")]
    public async Task PostRaces_WrongRequest_IsRefusedNamingTheField(string json, string? field, string words)
    {
        int before = server.Lab.Runs.Count;
        var problem = await Problem.Post(server.Http, "/api/races", json);
        Assert.Equal(400, problem.Status);
        if (field is null) Assert.Contains(words, problem.Detail);
        else Assert.Contains(words, problem.Errors[field]);
        Assert.Equal(before, server.Lab.Runs.Count);
    }

    [Fact]
    public async Task PostRaces_SharedFieldIsWrong_IsToldOnce()
    {
        var problem = await Problem.Post(server.Http, "/api/races", """{"steps": -4, "racers": [{"preset": "tiny"}, {"preset": "bigram"}, {"preset": "average"}]}""");
        Assert.Equal(["steps"], problem.Errors.Keys);
        Assert.Single(problem.Errors["steps"].Split("-4").Skip(1));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("step")]
    [InlineData("stop")]
    public async Task PostVerb_UnknownRace_IsNotFound(string verb) =>
        Assert.Contains("There is no race 'gone'", (await Problem.Post(server.Http, $"/api/races/gone/{verb}", "")).Detail);

    [Fact]
    public async Task OpenApi_Document_DescribesEveryPathOfRaces()
    {
        var paths = (await server.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        foreach (string path in new[] { "/api/races", "/api/races/{id}", "/api/races/{id}/pause", "/api/races/{id}/resume", "/api/races/{id}/step", "/api/races/{id}/stop" })
            Assert.Contains(path, paths);
    }

    private async Task<JsonElement> Post(string path)
    {
        using var answer = await server.Http.PostAsync(path, null);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
