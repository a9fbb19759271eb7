// Estimates give way: pause and stop need not wait for one, and what was left is made as if nothing had happened.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Training;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Server.Tests.Training;

public sealed class EstimateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pause_DuringAnEstimate_LeavesItAndResumeMakesIt()
    {
        using var server = new LabServer(_folder.Path);
        var run = await StartPaused(server);
        Assert.Equal((1, RunStatus.Paused), await ByHand(server, run.Id, turns: 4, pause: true) is var held ? (held.Step, held.Status) : default);
        var curve = server.Lab.MetricsOf(run.Id);
        Assert.Empty(curve.Eval.Step);
        Assert.Equal(1, server.Run(run.Id).Checkpoints.Newest);
        Assert.Equal(2, (await server.Lab.Step(run.Id)).Step);
        Assert.Equal([0, 2], server.Lab.MetricsOf(run.Id).Eval.Step);
        Assert.Equal([0, 2], server.Run(run.Id).Samples.All.Select(sample => sample.Step));
    }

    [Theory]
    [InlineData(5, true)] // pausing keeps what is in the making
    [InlineData(250, false)] // stopping forgets it: all of it is made again
    public async Task Run_LeftInTheMiddleOfItsEstimatesAgainAndAgain_EndsBitForBitAsIfNot(int turns, bool pause)
    {
        using var server = new LabServer(_folder.Path);
        var whole = await server.StartAndFinish(Measured());
        var run = await StartPaused(server);
        int left = 0;
        for (; server.Lab.Find(run.Id)!.Status != RunStatus.Finished; left++) await ByHand(server, run.Id, turns, pause);
        Assert.InRange(left, 3, 1_000);
        AssertSame(server, whole.Id, server, run.Id);
    }

    [Fact]
    public async Task Restart_ServerWasEndedDuringTheLastEstimate_MakesItAndFinishes()
    {
        string whole, id;
        using (var server = new LabServer(_folder.Path))
        {
            whole = (await server.StartAndFinish(Measured())).Id;
            id = (await StartPaused(server)).Id;
            while (server.Lab.Find(id)!.Step < 4) await ByHand(server, id, 1, pause: true);
            await ByHand(server, id, 3, pause: true);
        }
        using var again = new LabServer(_folder.Path);
        Assert.Equal((4, RunStatus.Paused), again.Lab.Find(id) is var held ? (held!.Step, held.Status) : default);
        await again.Lab.Resume(id);
        Assert.Equal(4, (await again.Until(id, info => info.Status == RunStatus.Finished)).Step);
        AssertSame(again, whole, again, id);
    }

    /// <summary>Four steps with estimates at 0, 2 and 4, each of ten pieces and a sample.</summary>
    private static NewRun Measured() => LabServer.Tiny(4) with { Training = new() { Batch = 4, EvalEvery = 2, EvalBatches = 5 } };

    /// <summary>A run that has done nothing yet.</summary>
    private static async Task<RunInfo> StartPaused(LabServer server)
    {
        var plan = await server.Services.GetRequiredService<RunPlanner>().Plan(Measured(), default);
        return await server.Services.GetRequiredService<TrainingService>().Do(session =>
        {
            var run = session.Start([plan])[0];
            session.Pause(Group(server, run.Id));
            return run.Info;
        });
    }

    /// <summary>Goes on for so many turns of the training thread, then pauses or stops, unless the run ended.</summary>
    private static async Task<RunInfo> ByHand(LabServer server, string id, int turns, bool pause)
    {
        var corpus = await server.Services.GetRequiredService<CorpusShelf>().Text("play");
        return await server.Services.GetRequiredService<TrainingService>().Do(session =>
        {
            var group = Group(server, id);
            session.Resume(group, corpus, null);
            for (int turn = 0; turn < turns && session.IsTraining; turn++) session.Advance();
            if (session.IsTraining && pause) session.Pause(group);
            else if (session.IsTraining) session.Stop(group);
            return server.Lab.Find(id)!;
        });
    }

    private static TrainingGroup Group(LabServer server, string run) => server.Services.GetRequiredService<TrainingGroups>().OfRun(run);

    private static void AssertSame(LabServer first, string expected, LabServer second, string actual)
    {
        var (a, b) = (first.Lab.MetricsOf(expected), second.Lab.MetricsOf(actual));
        Assert.Equal(a.Step, b.Step);
        Assert.Equal(a.TrainLoss, b.TrainLoss);
        Assert.Equal(a.GradientNorm, b.GradientNorm);
        Assert.Equivalent(a.Eval, b.Eval, strict: true);
        Assert.Equal([0, 2, 4], b.Eval.Step);
        Assert.Equal(first.Run(expected).Samples.All, second.Run(actual).Samples.All);
    }
}
