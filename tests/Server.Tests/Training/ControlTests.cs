// Start, pause, step, resume, stop, change: what each does, and what each refuses.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Training;

public class ControlTests(LabServer server) : IClassFixture<LabServer>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>No test leaves a run training.</summary>
    public async Task DisposeAsync()
    {
        foreach (var run in server.Lab.Runs.Where(run => run.Status == RunStatus.Running)) await server.Lab.Stop(run.Id);
    }

    [Fact]
    public async Task Start_WhileAnotherTrains_IsRefusedNamingIt()
    {
        var first = await server.StartEndless();
        var refusal = await Assert.ThrowsAsync<LabException>(() => server.Lab.Start(LabServer.Tiny()));
        Assert.Equal(Refusal.Conflict, refusal.Refusal);
        Assert.Contains(first.Id, refusal.Message);
        Assert.Contains("pause or stop it first", refusal.Message);
        Assert.Equal(RunStatus.Running, server.Lab.Find(first.Id)!.Status);
    }

    [Fact]
    public async Task Pause_TrainingRun_HoldsItWithACheckpointAndResumeGoesOn()
    {
        var run = await server.StartEndless();
        await server.Until(run.Id, info => info.Step >= 3);
        var paused = await server.Lab.Pause(run.Id);
        Assert.Equal(RunStatus.Paused, paused.Status);
        Assert.Equal(paused.Step, server.Run(run.Id).Checkpoints.Newest);
        Assert.Equal(paused.Step, server.Lab.MetricsOf(run.Id).Step[^1]);
        Assert.Null(paused.TokensPerSecond);
        Assert.Equal(paused, await server.Lab.Pause(run.Id)); // once more changes nothing
        Assert.Equal(RunStatus.Running, (await server.Lab.Resume(run.Id)).Status);
        var later = await server.Until(run.Id, info => info.Step > paused.Step + 3);
        Assert.Equal(Enumerable.Range(1, later.Step), server.Lab.MetricsOf(run.Id).Step.Take(later.Step));
    }

    [Fact]
    public async Task Step_PausedRun_TrainsExactlySoManyAndPauses()
    {
        var run = await server.StartEndless();
        int before = (await server.Lab.Pause(run.Id)).Step;
        var one = await server.Lab.Step(run.Id);
        Assert.Equal((before + 1, RunStatus.Paused), (one.Step, one.Status));
        var seven = await server.Lab.Step(run.Id, 7);
        Assert.Equal((before + 8, RunStatus.Paused), (seven.Step, seven.Status));
        await server.Lab.Stop(run.Id);
        Assert.Equal(before + 9, (await server.Lab.Step(run.Id)).Step); // from stopped too
    }

    [Fact]
    public async Task Step_PastTheEnd_FinishesTheRun()
    {
        var run = await server.Lab.Start(LabServer.Tiny(300));
        await server.Lab.Pause(run.Id);
        Assert.Equal((300, RunStatus.Finished), await server.Lab.Step(run.Id, 5_000) is var end ? (end.Step, end.Status) : default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1_000_001)]
    public async Task Step_WrongNumber_IsRefused(int count)
    {
        var refusal = await Assert.ThrowsAsync<LabException>(() => server.Lab.Step("any", count));
        Assert.Contains("1 to 1,000,000", refusal.Errors["n"]);
    }

    [Fact]
    public async Task Step_WhileItTrains_IsRefused()
    {
        var run = await server.StartEndless();
        Assert.Contains("pause it", (await Assert.ThrowsAsync<LabException>(() => server.Lab.Step(run.Id))).Message);
    }

    [Fact]
    public async Task Stop_TrainingRun_KeepsEverythingAndCanBeResumed()
    {
        var run = await server.StartEndless();
        await server.Until(run.Id, info => info.Step >= 3);
        var stopped = await server.Lab.Stop(run.Id);
        Assert.Equal(RunStatus.Stopped, stopped.Status);
        Assert.Equal(stopped.Step, server.Lab.MetricsOf(run.Id).Step.Count);
        Assert.Equal(stopped.Step, (await server.Lab.Inspect(run.Id, new() { Prompt = "a" })).Step);
        await server.Lab.Resume(run.Id);
        await server.Until(run.Id, info => info.Step > stopped.Step);
    }

    [Fact]
    public async Task Start_WhileAnotherIsPaused_ParksItAndItCanGoOnLater()
    {
        var first = await server.StartEndless();
        var paused = await server.Lab.Pause(first.Id);
        await server.StartAndFinish(LabServer.Tiny(5));
        Assert.Equal(RunStatus.Paused, server.Lab.Find(first.Id)!.Status);
        Assert.Equal(paused.Step + 2, (await server.Lab.Step(first.Id, 2)).Step);
    }

    [Fact]
    public async Task ResumePauseStop_FinishedRun_AreRefusedWithTheReason()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        foreach (var call in new Func<string, Task<RunInfo>>[] { server.Lab.Resume, server.Lab.Pause, server.Lab.Stop, id => server.Lab.Step(id) })
        {
            var refusal = await Assert.ThrowsAsync<LabException>(() => call(run.Id));
            Assert.Equal(Refusal.Conflict, refusal.Refusal);
            Assert.Contains("finished", refusal.Message);
        }
    }

    [Fact]
    public async Task Delete_TrainingRun_IsRefused()
    {
        var run = await server.StartEndless();
        Assert.Contains("stop it before deleting", (await Assert.ThrowsAsync<LabException>(() => server.Lab.Delete(run.Id))).Message);
        await server.Lab.Pause(run.Id);
        await server.Lab.Delete(run.Id);
        Assert.Null(server.Lab.Find(run.Id));
    }

    [Fact]
    public async Task Change_WhileItTrains_TakesNameLearningRateAndProbe()
    {
        var run = await server.StartEndless();
        Assert.Equal("first name", (await server.Lab.Change(run.Id, new() { Name = " first name " })).Name);
        var changed = await server.Lab.Change(run.Id, new() { Name = "renamed", LearningRate = 0.002, Probe = "my lord" });
        Assert.Equal(("renamed", 0.002, "my lord"), (changed.Name, changed.Training.LearningRate, changed.Probe));
        await server.Until(run.Id, info => info.Step > changed.Step + 1);
        var paused = await server.Lab.Pause(run.Id);
        var training = new TrainingConfig { LearningRate = 0.001, MinLearningRate = 0.0001, Warmup = 100, Steps = 1_000_000 };
        var rates = server.Lab.MetricsOf(run.Id, changed.Step + 1);
        Assert.All(rates.Step.Zip(rates.LearningRate), rate => Assert.Equal(2 * training.LearningRateAt(rate.First), rate.Second, 12));
        Assert.Equal(7, paused.ProbeTokens.Count);
        Assert.Equal(0.002, paused.Training.LearningRate);
        Assert.Equal(0.0002, paused.Training.MinLearningRate, 12);

        // What a probe text was changed to holds for the frames from then on.
        var frames = await server.Get($"/api/runs/{run.Id}/attention/steps");
        var probe = frames.GetProperty("probes").EnumerateArray().Last();
        Assert.Equal("my lord", probe.GetProperty("text").GetString());
        int from = probe.GetProperty("fromStep").GetInt32();
        Assert.Contains(from, frames.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32()));
        Assert.Equal(7, server.Run(run.Id).Frames.Read(from)![10]);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("probe", "")]
    [InlineData("probe", "ñ")]
    [InlineData("learningRate", "-1")]
    [InlineData("learningRate", "NaN")]
    public async Task Change_WrongValue_IsRefusedAndNothingChanges(string field, string value)
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        var change = field switch
        {
            "name" => new RunChange { Name = value },
            "probe" => new RunChange { Probe = value },
            _ => new RunChange { LearningRate = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
        };
        var refusal = await Assert.ThrowsAsync<LabException>(() => server.Lab.Change(run.Id, change));
        Assert.Contains(field, refusal.Errors.Keys);
        Assert.Equal(run.Name, server.Lab.Find(run.Id)!.Name);
    }

    [Fact]
    public async Task RunChanged_OneRun_TellsEveryChangeOfStatusInOrder()
    {
        var seen = new List<RunStatus>();
        var done = new TaskCompletionSource();
        void Note(RunInfo run)
        {
            if (run.Name != "watched") return;
            if (seen.Count == 0 || seen[^1] != run.Status) seen.Add(run.Status);
            if (run.Status == RunStatus.Stopped) done.TrySetResult();
        }

        server.Lab.RunChanged += Note;
        var run = await server.Lab.Start(LabServer.Tiny(1_000_000) with { Name = "watched" });
        await server.Lab.Pause(run.Id);
        await server.Lab.Stop(run.Id);
        await done.Task.WaitAsync(LabServer.Patience);
        server.Lab.RunChanged -= Note;
        Assert.Equal(RunStatus.Stopped, seen[^1]);
        Assert.Equal(seen.Distinct(), seen);
    }
}
