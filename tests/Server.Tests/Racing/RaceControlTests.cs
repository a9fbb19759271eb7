// A race is paused, stepped, resumed and stopped as a run is; a racer's commands are its race's.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Racing;

public class RaceControlTests(LabServer server) : IClassFixture<LabServer>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>No test leaves a race training.</summary>
    public async Task DisposeAsync()
    {
        foreach (var race in server.Races.Races.Where(race => race.Status == RunStatus.Running)) await server.Races.Stop(race.Id);
    }

    [Fact]
    public async Task Start_TwoRacers_ShowsBothAsRunsThatNameTheirRace()
    {
        var race = await StartEndless();
        Assert.Equal((RunStatus.Running, 1_000_000, "play", 5L, 4, 8), (race.Status, race.Steps, race.Corpus, race.Seed, race.Batch, race.Context));
        Assert.Equal("Bigram against One head on The embedded play", race.Name);
        Assert.Equal(["Bigram", "One head"], race.Runs.Select(racer => racer.Name));
        Assert.All(race.Runs, racer => Assert.Equal(race.Id, server.Lab.Find(racer.Id)!.Race));
        var later = await server.UntilRace(race.Id, info => info.Step >= 5);
        Assert.Equal(1, later.Runs.Sum(racer => racer.TimeShare!.Value), 1e-9);
        Assert.All(later.Runs, racer => Assert.Equal(32_000 / racer.StepMilliseconds!.Value, racer.TokensPerSecond!.Value, 1e-6));
    }

    [Fact]
    public async Task Pause_TrainingRace_HoldsAllInLockStepWithCheckpoints()
    {
        var race = await StartEndless();
        await server.UntilRace(race.Id, info => info.Step >= 3);
        var paused = await server.Races.Pause(race.Id);
        Assert.Equal(RunStatus.Paused, paused.Status);
        var steps = Steps(race);
        Assert.InRange(steps.Max() - steps.Min(), 0, 1);
        Assert.All(race.Runs, racer => Assert.Equal(server.Lab.Find(racer.Id)!.Step, server.Run(racer.Id).Checkpoints.Newest));
        Assert.Equal(paused.Step, (await server.Races.Pause(race.Id)).Step); // once more changes nothing
        Assert.Equal(RunStatus.Running, (await server.Races.Resume(race.Id)).Status);
        await server.UntilRace(race.Id, info => info.Step > paused.Step + 3);
    }

    [Fact]
    public async Task Step_PausedRace_TakesEveryRacerSoManyStepsBeyondTheForemost()
    {
        var race = await StartEndless();
        await server.Races.Pause(race.Id);
        int foremost = Steps(race).Max();
        var one = await server.Races.Step(race.Id);
        Assert.Equal((foremost + 1, RunStatus.Paused), (one.Step, one.Status));
        Assert.Equal([foremost + 1, foremost + 1], Steps(race));
        await server.Races.Step(race.Id, 7);
        Assert.Equal([foremost + 8, foremost + 8], Steps(race));
        Assert.All(race.Runs, racer => Assert.Equal(Enumerable.Range(1, foremost + 8), server.Lab.MetricsOf(racer.Id).Step));
    }

    [Fact]
    public async Task Stop_TrainingRace_KeepsEverythingAndCanBeResumed()
    {
        var race = await StartEndless();
        await server.UntilRace(race.Id, info => info.Step >= 3);
        var stopped = await server.Races.Stop(race.Id);
        Assert.Equal(RunStatus.Stopped, stopped.Status);
        await server.Races.Resume(race.Id);
        await server.UntilRace(race.Id, info => info.Step > stopped.Step);
    }

    [Fact]
    public async Task RunCommands_OfOneRacer_AreThoseOfItsRace()
    {
        var race = await StartEndless();
        string racer = race.Runs[1].Id;
        Assert.Equal(RunStatus.Paused, (await server.Lab.Pause(racer)).Status);
        Assert.Equal(RunStatus.Paused, server.Races.Find(race.Id)!.Status);
        int step = Steps(race).Max() + 2;
        Assert.Equal(step, (await server.Lab.Step(racer, 2)).Step);
        Assert.Equal([step, step], Steps(race));
        Assert.Equal(RunStatus.Running, (await server.Lab.Resume(racer)).Status);
        Assert.Equal(RunStatus.Running, server.Lab.Find(race.Runs[0].Id)!.Status);
        await server.Lab.Stop(racer);
        Assert.All(race.Runs, each => Assert.Equal(RunStatus.Stopped, server.Lab.Find(each.Id)!.Status));
    }

    [Fact]
    public async Task Start_WhileARaceTrains_IsRefusedNamingIt()
    {
        var race = await StartEndless();
        var refusal = await Assert.ThrowsAsync<LabException>(() => server.Lab.Start(LabServer.Tiny()));
        Assert.Equal(Refusal.Conflict, refusal.Refusal);
        Assert.Contains($"Race '{race.Name}' ({race.Id}) is training; pause or stop it first", refusal.Message);
        Assert.Contains(race.Id, (await Assert.ThrowsAsync<LabException>(() => StartEndless())).Message);
        Assert.Contains("pause it before stepping", (await Assert.ThrowsAsync<LabException>(() => server.Races.Step(race.Id))).Message);
    }

    [Fact]
    public async Task Start_WhileARaceIsPaused_ParksItAndItCanGoOnLater()
    {
        var race = await StartEndless();
        await server.Races.Pause(race.Id);
        int foremost = Steps(race).Max();
        await server.StartAndFinish(LabServer.Tiny(5));
        await server.Races.Step(race.Id, 2);
        Assert.Equal([foremost + 2, foremost + 2], Steps(race));
    }

    [Fact]
    public async Task PauseResumeStepStop_FinishedRace_AreRefusedWithTheReason()
    {
        var race = await server.StartAndFinish(RaceRequests.Of(2, RaceRequests.Racer("bigram"), RaceRequests.Racer("average")));
        foreach (var call in new Func<string, Task<RaceInfo>>[] { server.Races.Resume, server.Races.Pause, server.Races.Stop, id => server.Races.Step(id) })
            Assert.Contains("finished", (await Assert.ThrowsAsync<LabException>(() => call(race.Id))).Message);
    }

    [Fact]
    public async Task Change_OfOneRacer_TakesALearningRateButNoProbeOfItsOwn()
    {
        var race = await StartEndless();
        Assert.Equal(0.5, (await server.Lab.Change(race.Runs[0].Id, new() { LearningRate = 0.5 })).Training.LearningRate);
        Assert.Equal(1e-3, server.Lab.Find(race.Runs[1].Id)!.Training.LearningRate);
        var refusal = await Assert.ThrowsAsync<LabException>(() => server.Lab.Change(race.Runs[0].Id, new() { Probe = "my lord" }));
        Assert.Contains("in a race", refusal.Errors["probe"]);
    }

    private Task<RaceInfo> StartEndless() => server.Races.Start(RaceRequests.Endless(RaceRequests.Racer("bigram"), RaceRequests.Racer("one-head")));

    private List<int> Steps(RaceInfo race) => [.. race.Runs.Select(racer => server.Lab.Find(racer.Id)!.Step)];
}
