// When a racer or the disk goes wrong, or a racer or the race is deleted: the others go on, nothing is lost.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Racing;

public class RaceFaultTests(LabServer server) : IClassFixture<LabServer>
{
    private static readonly NewRacer Wild = new() { Preset = "tiny", Name = "wild", Training = new() { LearningRate = 10, Optimizer = "sgd", GradientClip = 0, Warmup = 0 } };

    [Fact]
    public async Task Race_OneRacerDiverges_IsMarkedOutAndTheOthersGoOn()
    {
        var calm = new[] { RaceRequests.Racer("bigram"), RaceRequests.Racer("one-head") };
        var request = RaceRequests.Of(600, calm[0], Wild, calm[1]) with { EvalEvery = 1000 };
        var race = await server.StartAndFinish(request);
        var wild = server.Lab.Find(race.Runs[1].Id)!;
        Assert.Equal(RunStatus.Paused, wild.Status);
        Assert.Contains("is not a number, so it is out of its race", wild.Message);
        Assert.InRange(race.Runs[1].OutAt!.Value, 1, 599);
        Assert.Equal((600, (int?)null, (int?)null), (race.Step, race.Runs[0].OutAt, race.Runs[2].OutAt));
        foreach (var (racer, run) in calm.Zip([race.Runs[0], race.Runs[2]]))
            RaceRequests.AssertSame(server, (await server.StartAndFinish(RaceRequests.Alone(request, racer))).Id, server, run.Id);

        // Out of the race it is a run of its own again.
        await server.Lab.Change(wild.Id, new() { LearningRate = 1e-4 });
        var alone = await server.Lab.Step(wild.Id, 3);
        Assert.Equal(RunStatus.Paused, alone.Status);
        Assert.Equal(RunStatus.Finished, server.Races.Find(race.Id)!.Status);
    }

    [Fact]
    public async Task Race_EveryRacerDiverges_FailsAndSaysSo()
    {
        var race = await server.Races.Start(RaceRequests.Of(100_000, Wild, Wild) with { EvalEvery = 100_000 });
        var failed = await server.UntilRace(race.Id, info => info.Status == RunStatus.Failed);
        Assert.Contains("No racer is left", failed.Message);
        Assert.Contains("no racer left", (await Assert.ThrowsAsync<LabException>(() => server.Races.Resume(race.Id))).Message);
        await server.StartAndFinish(LabServer.Tiny(2)); // the lab is free again
    }

    [Fact]
    public async Task Pause_DiskTakesNoCheckpointOfOneRacer_HoldsAllInMemoryAndGoesOnLater()
    {
        var race = await server.Races.Start(RaceRequests.Endless(RaceRequests.Racer("bigram"), RaceRequests.Racer("one-head")));
        string checkpoints = Path.Combine(server.Run(race.Runs[1].Id).Folder, "checkpoints");
        File.WriteAllText(checkpoints, "in the way");
        await server.UntilRace(race.Id, info => info.Step >= 3);
        var paused = await server.Races.Pause(race.Id);
        Assert.Equal(RunStatus.Paused, paused.Status);
        Assert.Contains("cannot be written to disk", paused.Message);
        int foremost = race.Runs.Max(racer => server.Lab.Find(racer.Id)!.Step);
        Assert.Equal(Refusal.Unavailable, (await Assert.ThrowsAsync<LabException>(() => server.Lab.Start(LabServer.Tiny()))).Refusal);

        File.Delete(checkpoints);
        var later = await server.Races.Step(race.Id, 2);
        Assert.Equal((foremost + 2, RunStatus.Paused, (string?)null), (later.Step, later.Status, later.Message));
        Assert.All(race.Runs, racer => Assert.Equal(later.Step, server.Run(racer.Id).Checkpoints.Newest));
    }

    [Fact]
    public async Task Delete_Racers_LeavesTheOthersAndWithTheLastOneNoRaceInSight()
    {
        var race = await server.Races.Start(RaceRequests.Endless(RaceRequests.Racer("bigram"), RaceRequests.Racer("average"), RaceRequests.Racer("one-head")));
        Assert.Contains("stop it before deleting", (await Assert.ThrowsAsync<LabException>(() => server.Lab.Delete(race.Runs[0].Id))).Message);
        Assert.Contains("stop it before deleting", (await Assert.ThrowsAsync<LabException>(() => server.Races.Delete(race.Id, withRuns: true))).Message);
        await server.Races.Pause(race.Id);
        await server.Lab.Delete(race.Runs[1].Id);
        var left = await server.Races.Step(race.Id, 2);
        Assert.Equal([race.Runs[0].Id, race.Runs[2].Id], left.Runs.Select(racer => racer.Id));
        Assert.Equal(RunStatus.Paused, left.Status);
        foreach (var racer in left.Runs) await server.Lab.Delete(racer.Id);
        Assert.Null(server.Races.Find(race.Id));
        Assert.DoesNotContain(server.Races.Races, each => each.Id == race.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_Race_TakesItsRunsOnlyWhenAsked(bool withRuns)
    {
        var race = await server.StartAndFinish(RaceRequests.Of(2, RaceRequests.Racer("bigram"), RaceRequests.Racer("average")));
        await server.Races.Delete(race.Id, withRuns);
        Assert.Null(server.Races.Find(race.Id));
        Assert.All(race.Runs, racer => Assert.Equal(withRuns, server.Lab.Find(racer.Id) is null));
        if (!withRuns) Assert.All(race.Runs, racer => Assert.Null(server.Lab.Find(racer.Id)!.Race));
        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<LabException>(() => server.Races.Delete(race.Id, withRuns))).Refusal);
    }
}
