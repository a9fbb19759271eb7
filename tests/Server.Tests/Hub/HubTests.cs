// The hub over a real WebSocket: every stream, and clear words for every wrong call.
using System.Text.Json;
using AttentionLab.Server.Live;
using AttentionLab.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace AttentionLab.Server.Tests.Hub;

public class HubTests(LabServer server) : IClassFixture<LabServer>
{
    [Fact]
    public async Task Loss_TrainingRun_SendsHistoryThenLiveWithoutGaps()
    {
        var run = await server.Lab.Start(LabServer.Tiny(200));
        await server.Until(run.Id, info => info.Step >= 20);
        await using var hub = await server.Hub();
        var steps = new List<int>();
        var estimates = new List<int>();
        await foreach (var batch in hub.Watch<Metrics>("Loss", run.Id, 0))
        {
            steps.AddRange(batch.Step);
            estimates.AddRange(batch.Eval.Step);
            Assert.Equal(batch.Step.Count, batch.TrainLoss.Count);
            if (estimates.Count > 0 && estimates[^1] == 200) break;
        }
        Assert.Equal(Enumerable.Range(1, 200), steps);
        Assert.Equal(Enumerable.Range(0, 21).Select(i => i * 10), estimates);
        await server.Until(run.Id, info => info.Status == RunStatus.Finished);     // the lab trains one run at a time
    }

    [Fact]
    public async Task Loss_FromAStep_StartsThere()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(20));
        await using var hub = await server.Hub();
        await foreach (var batch in hub.Watch<Metrics>("Loss", run.Id, 15))
        {
            Assert.Equal([15, 16, 17, 18, 19, 20], batch.Step);
            break;
        }
    }

    [Fact]
    public async Task LossAndFrames_RunIsDeleted_Complete()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(5));
        await using var hub = await server.Hub();
        var (lossBegun, framesBegun) = (new TaskCompletionSource(), new TaskCompletionSource());
        var ended = Task.WhenAll(
            End(hub.Watch<Metrics>("Loss", run.Id, 0), lossBegun),
            End(hub.Watch<Frame>("Frames", run.Id, new { viewer = "v" }), framesBegun));
        await Task.WhenAll(lossBegun.Task, framesBegun.Task).WaitAsync(LabServer.Patience);
        await server.Lab.Delete(run.Id);
        await ended.WaitAsync(LabServer.Patience);
    }

    [Fact]
    public async Task Frames_AcknowledgingViewer_SeesStepsGrowToTheEnd()
    {
        var run = await server.Lab.Start(LabServer.Tiny(300));
        await using var hub = await server.Hub();
        var steps = new List<int>();
        await foreach (var frame in hub.Watch<Frame>("Frames", run.Id, new { viewer = "eager", maxPerSecond = 60 }))
        {
            Assert.Equal(run.Id, frame.RunId);
            Assert.Equal(frame.Step, FramePacker.StepOf(frame.Bytes));
            steps.Add(frame.Step);
            if (frame.Step == 300) break;
            await hub.InvokeAsync("Ack", "eager");
        }
        Assert.Equal(steps.Order().Distinct(), steps);
        await server.Until(run.Id, info => info.Status == RunStatus.Finished);     // the lab trains one run at a time
    }

    [Fact]
    public async Task Generate_WhileItTrains_StreamsEveryTokenInOrder()
    {
        var run = await server.StartEndless();
        await using var hub = await server.Hub();
        var tokens = new List<GeneratedToken>();
        await foreach (var token in hub.Watch<GeneratedToken>("Generate", run.Id, new { prompt = "The", tokens = 15 })) tokens.Add(token);
        await server.Lab.Stop(run.Id);
        Assert.Equal(Enumerable.Range(0, 15), tokens.Select(token => token.Index));
        Assert.Single(tokens.Select(token => token.Step).Distinct());
        Assert.All(tokens, token => Assert.Contains(token.Candidates, candidate => candidate.Rank == 1));
    }

    [Fact]
    public async Task Runs_NewRun_ComesAfterTheListAndEndsFinished()
    {
        var old = await server.StartAndFinish(LabServer.Tiny(2));
        await using var hub = await server.Hub();
        RunInfo? started = null;
        bool listed = false;
        await foreach (var run in hub.Watch<RunInfo>("Runs"))
        {
            listed |= run.Id == old.Id;
            if (listed) started ??= await server.Lab.Start(LabServer.Tiny(5));
            if (run.Id == started?.Id && run.Status == RunStatus.Finished) break;
        }
        Assert.True(listed);
    }

    [Theory]
    [InlineData("Loss", """[5, 0]""", "runId is 5; it must be text")]
    [InlineData("Loss", """["none", 0]""", "There is no run 'none'")]
    [InlineData("Loss", """["RUN", "start"]""", "fromStep is \"start\"; it must be a whole number")]
    [InlineData("Loss", """["RUN", -1]""", "fromStep is -1; it must be a whole number, 0 or more")]
    [InlineData("Loss", """["RUN"]""", "1 argument(s) but target expects 2")]
    [InlineData("Frames", """["RUN", "v"]""", "request is \"v\"; it must be an object")]
    [InlineData("Frames", """["RUN", {}]""", "viewer is empty")]
    [InlineData("Frames", """["RUN", {"viewer":"v","maxPerSecond":1000}]""", "maxPerSecond is 1000; it must be a whole number from 1 to 60")]
    [InlineData("Frames", """["RUN", {"viewer":"v","maxPerSecond":"fast"}]""", "request.maxPerSecond: The value has the wrong type; it must be a whole number")]
    [InlineData("Generate", """["RUN", {"prompt":""}]""", "The prompt is empty")]
    [InlineData("Generate", """["RUN", {"prompt":"a","tokens":-1}]""", "tokens: -1 is not allowed")]
    [InlineData("Generate", """["RUN", {"promt":"a"}]""", "There is no field 'promt'")]
    [InlineData("Explode", """[]""", "Explode")]
    public async Task AnyCall_WrongArguments_IsAnsweredClearlyAndTheConnectionGoesOn(string method, string arguments, string message)
    {
        var run = server.Lab.Runs.FirstOrDefault(known => known.Status == RunStatus.Finished) ?? await server.StartAndFinish(LabServer.Tiny(2));
        await using var hub = await server.Hub();
        var given = JsonSerializer.Deserialize<object?[]>(arguments.Replace("RUN", run.Id))!;
        string refusal = await hub.Refusal(method, given);
        Assert.Contains(message, refusal);
        Assert.DoesNotContain("   at ", refusal);
        await hub.InvokeAsync("Ack", "nobody");
    }

    [Fact]
    public async Task Generate_HugePrompt_IsRefusedWithTheLimitAndTheConnectionGoesOn()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        await using var hub = await server.Hub();
        Assert.Contains("1,000,000 characters; at most 10,000", await hub.Refusal("Generate", run.Id, new { prompt = new string('a', 1_000_000) }));
        await hub.InvokeAsync("Ack", "nobody");
    }

    [Fact]
    public async Task Frames_SameViewerTwice_IsRefused()
    {
        var run = await server.StartAndFinish(LabServer.Tiny(2));
        await using var hub = await server.Hub();
        await foreach (var _ in hub.Watch<Frame>("Frames", run.Id, new { viewer = "twin" }))
        {
            Assert.Contains("'twin' already watches", await hub.Refusal("Frames", run.Id, new { viewer = "twin" }));
            break;
        }
    }

    private static async Task End<T>(IAsyncEnumerable<T> stream, TaskCompletionSource begun)
    {
        await foreach (var _ in stream) begun.TrySetResult();
    }
}
