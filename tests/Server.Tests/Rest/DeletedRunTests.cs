// Runs that are deleted and had back, tags, and sizes, over REST and across restarts.
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Racing;

namespace AttentionLab.Server.Tests.Rest;

public class DeletedRunTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Restore_PausedRun_GoesOnAsIfItHadNeverBeenDeleted()
    {
        var run = await server.Lab.Start(LabServer.Tiny(1_000_000));
        await server.Lab.Pause(run.Id);
        var before = await server.Lab.Change(run.Id, new() { Tags = ["keep"] });
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"/api/runs/{run.Id}")).StatusCode);
        Assert.Null(server.Lab.Find(run.Id));
        var deleted = (await server.Get("/api/deleted")).GetProperty("runs").EnumerateArray().Single(one => one.GetProperty("id").GetString() == run.Id);
        Assert.Equal((before.Name, before.Step), (deleted.GetProperty("name").GetString(), deleted.GetProperty("step").GetInt32()));
        Assert.Equal(7, (deleted.GetProperty("goneAt").GetDateTimeOffset() - deleted.GetProperty("deletedAt").GetDateTimeOffset()).TotalDays, 6);

        using var answer = await server.Http.PostAsync($"/api/deleted/{run.Id}/restore", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var back = server.Lab.Find(run.Id)!;
        Assert.Equal((before.Status, before.Step, before.Created, "keep"), (back.Status, back.Step, back.Created, back.Tags.Single()));
        int end = await server.GoOn(run.Id, 30);
        Assert.Equal((await server.Uninterrupted(LabServer.Tiny(1_000_000), end)).TrainLoss.Take(end), server.Lab.MetricsOf(run.Id).TrainLoss);
        Assert.Contains("There is a run", (await Problem.Of(await server.Http.PostAsync($"/api/deleted/{run.Id}/restore", null))).Detail);
    }

    [Fact]
    public async Task Restore_AfterARestart_IsListedAgain()
    {
        using var folder = new TempFolder();
        string id;
        using (var first = new LabServer(folder.Path))
        {
            id = (await first.StartAndFinish(LabServer.Tiny(3))).Id;
            await first.Lab.Delete(id);
        }
        using (var second = new LabServer(folder.Path))
        {
            Assert.Empty(second.Lab.Runs);
            (await second.Http.PostAsync($"/api/deleted/{id}/restore", null)).EnsureSuccessStatusCode();
        }
        using var third = new LabServer(folder.Path);
        Assert.Equal((id, 3), (third.Lab.Runs.Single().Id, third.Lab.MetricsOf(id).Step.Count));
    }

    [Fact]
    public async Task Restore_Racer_TakesItsLaneAgainWhileItsRaceIsThere()
    {
        var race = await server.StartAndFinish(RaceRequests.Of(2, RaceRequests.Racer("bigram"), RaceRequests.Racer("average"), RaceRequests.Racer("one-head")));
        await server.Lab.Delete(race.Runs[1].Id);
        Assert.Equal(2, server.Races.Find(race.Id)!.Runs.Count);
        await server.Http.PostAsync($"/api/deleted/{race.Runs[1].Id}/restore", null);
        Assert.Equal(race.Runs.Select(racer => racer.Id).Order(), server.Races.Find(race.Id)!.Runs.Select(racer => racer.Id).Order());
        await server.Races.Delete(race.Id, withRuns: true);
        await server.Http.PostAsync($"/api/deleted/{race.Runs[0].Id}/restore", null);
        Assert.Equal(race.Id, server.Lab.Find(race.Runs[0].Id)!.Race); // with it the race is back
    }

    [Fact]
    public async Task Restore_AllRacers_BringTheirRaceBackAcrossARestart()
    {
        using var folder = new TempFolder();
        RaceInfo race;
        using (var first = new LabServer(folder.Path))
        {
            race = await first.StartAndFinish(RaceRequests.Of(2, RaceRequests.Racer("bigram"), RaceRequests.Racer("average")) with { Name = "Two rungs" });
            foreach (var racer in race.Runs) await first.Lab.Delete(racer.Id);
            Assert.Null(first.Races.Find(race.Id));
        }
        using var again = new LabServer(folder.Path);
        Assert.Empty(again.Races.Races);
        foreach (var racer in race.Runs.Reverse()) (await again.Http.PostAsync($"/api/deleted/{racer.Id}/restore", null)).EnsureSuccessStatusCode();
        var back = again.Races.Find(race.Id)!;
        Assert.Equal(("Two rungs", 2), (back.Name, back.Step));
        Assert.Equal(race.Runs.Select(racer => racer.Id).Order(), back.Runs.Select(racer => racer.Id).Order());
    }

    [Fact]
    public async Task Start_NothingDeletedIsLeft_ForgetsARaceWithoutRuns()
    {
        using var folder = new TempFolder();
        string file;
        using (var first = new LabServer(folder.Path))
        {
            var race = await first.StartAndFinish(RaceRequests.Of(2, RaceRequests.Racer("bigram"), RaceRequests.Racer("average")));
            file = Path.Combine(folder.Path, "races", race.Id + ".json");
            foreach (var racer in race.Runs)
            {
                await first.Lab.Delete(racer.Id);
                await first.Http.DeleteAsync($"/api/deleted/{racer.Id}");
            }
            Assert.True(File.Exists(file));
        }
        using var again = new LabServer(folder.Path);
        Assert.Empty(again.Races.Races);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task DeleteDeleted_Run_IsGoneForGood()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1));
        await server.Lab.Delete(run.Id);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"/api/deleted/{run.Id}")).StatusCode);
        Assert.Contains("no deleted run", (await Problem.Of(await server.Http.DeleteAsync($"/api/deleted/{run.Id}"))).Detail);
        Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(server.Data, "deleted")), folder => folder.Contains(run.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ThatIsRefused_LeavesNothingAmongTheDeleted()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        int before = (await server.Get("/api/deleted")).GetProperty("runs").GetArrayLength();
        string checkpoint = Directory.GetFiles(Path.Combine(server.Run(run.Id).Folder, "checkpoints")).Single();
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..200]);
        using var answer = await server.Http.PostAsJsonAsync($"/api/runs/{run.Id}/fork", new { steps = 9 });
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(before, (await server.Get("/api/deleted")).GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task PatchTags_Run_AreTidiedKeptAndReplaced()
    {
        using var folder = new TempFolder();
        string id;
        using (var first = new LabServer(folder.Path))
        {
            id = (await first.StartAndFinish(LabServer.Tiny(1))).Id;
            Assert.Empty(first.Lab.Find(id)!.Tags);
            await Patch(first, id, new { tags = new[] { " best ", "Seed  study", "BEST" } });
            Assert.Equal(["best", "Seed study"], first.Lab.Find(id)!.Tags);
            await Patch(first, id, new { name = "other" });
            Assert.Equal(["best", "Seed study"], first.Lab.Find(id)!.Tags);
        }
        using var second = new LabServer(folder.Path);
        Assert.Equal(["best", "Seed study"], (await second.Get($"/api/runs/{id}")).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
        await Patch(second, id, new { tags = Array.Empty<string>() });
        Assert.Empty(second.Lab.Find(id)!.Tags);
        Assert.Equal("other", second.Lab.Find(id)!.Name);
    }

    [Theory]
    [InlineData("""{"tags": [""]}""", "A tag is empty")]
    [InlineData("""{"tags": ["a,b"]}""", "holds a comma")]
    [InlineData("""{"tags": ["0123456789012345678901234567890"]}""", "has 31 characters; at most 30")]
    [InlineData("""{"tags": ["1","2","3","4","5","6","7","8","9","10","11","12","13"]}""", "There are 13 tags")]
    public async Task PatchTags_Wrong_SaysWhatIsAllowed(string json, string said)
    {
        var run = await server.StartAndFinish(LabServer.Tiny(1));
        Assert.Contains(said, (await Problem.Post(server.Http, $"/api/runs/{run.Id}", json, "PATCH")).Errors["tags"]);
    }

    [Fact]
    public async Task GetDisk_Run_IsWhatItsFilesTake()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(5));
        string folder = server.Run(run.Id).Folder;
        var use = await server.Get("/api/disk");
        var own = use.GetProperty("runs").EnumerateArray().Single(one => one.GetProperty("id").GetString() == run.Id);
        Assert.Equal(Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length), own.GetProperty("history").GetInt64());
        Assert.Equal(Directory.GetFiles(Path.Combine(folder, "checkpoints")).Sum(file => new FileInfo(file).Length), own.GetProperty("weights").GetInt64());
        Assert.True(use.GetProperty("weights").GetInt64() >= own.GetProperty("weights").GetInt64());
    }

    private static async Task<JsonElement> Patch(LabServer server, string id, object change)
    {
        using var answer = await server.Http.PatchAsJsonAsync($"/api/runs/{id}", change);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
