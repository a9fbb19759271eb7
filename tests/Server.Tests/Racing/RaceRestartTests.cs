// A race outlives the server: ended in mid-race or killed, it is listed as interrupted and goes on bit for bit.
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Racing;

public sealed class RaceRestartTests : IDisposable
{
    private static readonly NewRacer[] Racers = [RaceRequests.Racer("one-head"), new() { Preset = "tiny", Model = new() { Dropout = 0.1 } }];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_ServerWasEndedInMidRace_ResumesBitForBit()
    {
        RaceInfo left;
        using (var server = new LabServer(_folder.Path))
        {
            left = await server.Races.Start(RaceRequests.Endless(Racers));
            await server.UntilRace(left.Id, info => info.Step >= 5);
        }
        using var again = new LabServer(_folder.Path);
        var race = again.Races.Find(left.Id)!;
        Assert.Equal((RunStatus.Interrupted, left.Name), (race.Status, race.Name));
        Assert.True(race.Step >= 5);
        Assert.Contains("server ended while this race trained", race.Message);
        var whole = await again.Races.Start(RaceRequests.Endless(Racers));
        await again.Races.Pause(whole.Id);
        int goal = Math.Max(Foremost(race.Id), Foremost(whole.Id)) + 5;
        foreach (string id in new[] { race.Id, whole.Id }) await again.Races.Step(id, goal - Foremost(id));
        foreach (var (expected, actual) in whole.Runs.Zip(race.Runs)) RaceRequests.AssertSame(again, expected.Id, again, actual.Id, pausedAlike: false);

        int Foremost(string id) => again.Races.Find(id)!.Runs.Max(racer => again.Lab.Find(racer.Id)!.Step);
    }

    [Fact]
    public async Task Restart_KilledWithCheckpointsOfDifferentSteps_ThoseBehindCatchUpAndAllGoOnBitForBit()
    {
        string id;
        using (var server = await ServerProcess.Start(_folder.Path))
        {
            using var answer = await server.Http.PostAsJsonAsync("/api/races", RaceRequests.Endless(Racers), Server.Rest.RestJson.Options);
            id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            foreach (string verb in new[] { "pause", "step?n=12", "resume" }) (await server.Http.PostAsync($"/api/races/{id}/{verb}", null)).EnsureSuccessStatusCode();
            await server.Kill();
        }
        string behind = Directory.GetDirectories(_folder["runs"]).Order(StringComparer.Ordinal).First();
        var checkpoints = Directory.GetFiles(Path.Combine(behind, "checkpoints")).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal).ToList();
        Assert.True(checkpoints.Count >= 2);
        foreach (string newer in checkpoints.Skip(1)) File.Delete(newer);

        using var again = new LabServer(_folder.Path);
        var race = again.Races.Find(id)!;
        Assert.Equal(RunStatus.Interrupted, race.Status);
        Assert.Contains("first catch up", race.Message);
        int foremost = race.Runs.Max(racer => again.Run(racer.Id).Checkpoints.Newest!.Value);
        Assert.NotEqual(foremost, race.Runs.Min(racer => again.Run(racer.Id).Checkpoints.Newest!.Value));
        await again.Races.Step(id, 5);
        Assert.All(race.Runs, racer => Assert.Equal(foremost + 5, again.Lab.Find(racer.Id)!.Step));
        for (int i = 0; i < Racers.Length; i++)
        {
            var alone = await again.Lab.Start(RaceRequests.Alone(RaceRequests.Endless(), Racers[i]));
            await again.Lab.Pause(alone.Id);
            if (foremost + 5 - again.Lab.Find(alone.Id)!.Step is > 0 and var more) await again.Lab.Step(alone.Id, more);
            Assert.Equal(again.Lab.MetricsOf(alone.Id).TrainLoss.Take(foremost + 5), again.Lab.MetricsOf(race.Runs[i].Id).TrainLoss);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{\"format\":1,\"id\"")]
    [InlineData("{\"format\":99}")]
    public async Task Restart_RaceFileIsLostOrDamaged_MakesItAgainFromTheRuns(string? text)
    {
        RaceInfo before;
        using (var server = new LabServer(_folder.Path)) before = await server.StartAndFinish(RaceRequests.Of(2, Racers));
        string path = _folder[$"races/{before.Id}.json"];
        if (text is null) File.Delete(path);
        else File.WriteAllText(path, text);
        using (var again = new LabServer(_folder.Path)) AssertRacers(again);
        using var third = new LabServer(_folder.Path);
        AssertRacers(third);

        void AssertRacers(LabServer server)
        {
            var race = server.Races.Find(before.Id)!;
            Assert.Equal(before.Runs.Select(racer => racer.Id), race.Runs.Select(racer => racer.Id));
            Assert.Equal((RunStatus.Finished, "Race of 2", before.Probe, before.Batch, before.Context), (race.Status, race.Name, race.Probe, race.Batch, race.Context));
        }
    }
}
