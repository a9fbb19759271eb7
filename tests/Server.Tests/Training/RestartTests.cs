// Nothing trained is lost: runs, curves, frames and weights outlive the server, and resuming is exact.
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Training;

public sealed class RestartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_FinishedRun_IsThereWithCurveFramesSamplesAndWeights()
    {
        RunInfo run;
        Metrics curve;
        Inspection seen;
        byte[] frame;
        using (var server = new LabServer(_folder.Path))
        {
            run = await server.StartAndFinish(LabServer.Tiny(15));
            curve = server.Lab.MetricsOf(run.Id);
            seen = await server.Lab.Inspect(run.Id, new() { Prompt = "my lord" });
            frame = await server.Http.GetByteArrayAsync($"/api/runs/{run.Id}/attention");
        }
        using var again = new LabServer(_folder.Path);
        Assert.Equivalent(run, again.Lab.Find(run.Id), strict: true);
        Assert.Equivalent(curve, again.Lab.MetricsOf(run.Id), strict: true);
        Assert.Equal(frame, await again.Http.GetByteArrayAsync($"/api/runs/{run.Id}/attention"));
        Assert.Equal(frame, await again.Http.GetByteArrayAsync($"/api/runs/{run.Id}/attention?step=15"));
        Assert.Equal(seen.Weights, (await again.Lab.Inspect(run.Id, new() { Prompt = "my lord" })).Weights);
        var tokens = new List<GeneratedToken>();
        await foreach (var token in again.Lab.Generate(run.Id, new() { Prompt = "my", Tokens = 5 })) tokens.Add(token);
        Assert.Equal(5, tokens.Count);
    }

    [Fact]
    public async Task Restart_ServerWasEndedWhileTraining_ResumesBitForBit()
    {
        string id;
        using (var server = new LabServer(_folder.Path))
        {
            id = (await server.Lab.Start(Endless())).Id;
            await server.Until(id, info => info.Step >= 5);
        }
        using var again = new LabServer(_folder.Path);
        var run = again.Lab.Find(id)!;
        Assert.Equal(RunStatus.Interrupted, run.Status);
        Assert.InRange(run.Step, 5, 999_999);
        Assert.Contains($"from step {run.Step}", run.Message);
        Assert.Equal(run.Step, again.Run(id).Checkpoints.Newest);
        int end = await again.GoOn(id, 50);
        AssertBegins(await again.Uninterrupted(Endless(), end), again.Lab.MetricsOf(id), end);
    }

    [Fact]
    public async Task Restart_ProcessWasKilledBetweenCheckpoints_ReplaysAndEndsBitForBit()
    {
        string id;
        using (var server = await ServerProcess.Start(_folder.Path))
        {
            id = await server.StartEndless();
            // A checkpoint at step 20, then steps that no checkpoint holds.
            await server.Until(id, 20);
            await server.Post(id, "pause");
            await server.Post(id, "resume");
            int paused = (await server.Get(id)).GetProperty("step").GetInt32();
            await server.Until(id, paused + 15);
            await server.Kill();
        }
        using var again = new LabServer(_folder.Path);
        var run = again.Lab.Find(id)!;
        Assert.Equal(RunStatus.Interrupted, run.Status);
        int checkpoint = again.Run(id).Checkpoints.Newest!.Value;
        Assert.InRange(checkpoint, 20, run.Step);
        Assert.Contains($"from step {checkpoint}", run.Message);
        await again.Lab.Resume(id);
        await again.Lab.Pause(id);
        int more = 1 + Math.Max(0, run.Step - again.Lab.Find(id)!.Step);
        int end = (await again.Lab.Step(id, more)).Step;
        var twin = await again.Lab.Start(Endless());
        await again.Until(twin.Id, info => info.Step >= end);
        await again.Lab.Stop(twin.Id);
        Assert.Equal(Enumerable.Range(1, end), again.Lab.MetricsOf(id).Step);
        Assert.Equal(again.Lab.MetricsOf(twin.Id).TrainLoss.Take(end), again.Lab.MetricsOf(id).TrainLoss);
        var frames = again.Run(id).Frames;
        Assert.Contains(10, frames.Steps);
        Assert.Equal(again.Run(twin.Id).Frames.Read(10), frames.Read(10));
    }

    [Fact]
    public async Task Terminate_WhileTraining_ChecksPointsFirstAndEndsCleanly()
    {
        string id;
        using (var server = await ServerProcess.Start(_folder.Path))
        {
            id = await server.StartEndless();
            await server.Until(id, 5);
            Assert.Equal(0, await server.Terminate());
        }
        using var again = new LabServer(_folder.Path);
        var run = again.Lab.Find(id)!;
        Assert.Equal(RunStatus.Interrupted, run.Status);
        Assert.Equal(run.Step, again.Run(id).Checkpoints.Newest);
        Assert.Equal(run.Step, again.Lab.MetricsOf(id).Step[^1]);
        Assert.True(run.HasWeights);
    }

    [Fact]
    public async Task Restart_DamagedFolders_AreListedAsFailedAndDisturbNothing()
    {
        RunInfo good;
        using (var server = new LabServer(_folder.Path)) good = await server.StartAndFinish(LabServer.Tiny(2));
        foreach (var (name, text) in new[] { ("empty", null), ("torn", "{\"format\":1,\"id\""), ("other", "{}"), ("future", "{\"format\":99}") })
        {
            Directory.CreateDirectory(_folder[$"runs/{name}"]);
            if (text is not null) File.WriteAllText(_folder[$"runs/{name}/run.json"], text);
        }
        using var again = new LabServer(_folder.Path);
        Assert.Equal(RunStatus.Finished, again.Lab.Find(good.Id)!.Status);
        foreach (var name in new[] { "empty", "torn", "other", "future" })
        {
            var run = again.Lab.Find(name)!;
            Assert.Equal(RunStatus.Failed, run.Status);
            Assert.Contains("cannot be read", run.Message);
            Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<LabException>(() => again.Lab.Resume(name))).Refusal);
            await again.Lab.Delete(name);
            Assert.False(Directory.Exists(_folder[$"runs/{name}"]));
        }
    }

    [Fact]
    public async Task Resume_NewestCheckpointIsDamaged_GoesOnFromTheOneBefore()
    {
        string id;
        using (var server = new LabServer(_folder.Path))
        {
            id = (await server.Lab.Start(Endless())).Id;
            await server.Lab.Pause(id);
            await server.Lab.Step(id, 3);
            await server.Lab.Step(id, 4);
        }
        var steps = Directory.GetFiles(_folder[$"runs/{id}/checkpoints"]).Order(new ByNumber()).ToList();
        using (var newest = File.OpenWrite(steps[^1])) newest.SetLength(100);
        using var again = new LabServer(_folder.Path);
        var (before, damaged) = (again.Run(id).Checkpoints.Steps[^2], again.Run(id).Checkpoints.Steps[^1]);
        var run = await again.Lab.Step(id);
        Assert.Equal(before + 1, run.Step);
        Assert.StartsWith($"The checkpoint of step {damaged} cannot be read, so the run went on from the one before it", run.Message);
        Assert.Equal(Enumerable.Range(1, before + 1), again.Lab.MetricsOf(id).Step);
    }

    [Fact]
    public async Task Resume_NoCheckpointCanBeRead_IsRefusedAndTheCurveIsKept()
    {
        RunInfo paused;
        using (var server = new LabServer(_folder.Path))
        {
            var run = await server.StartEndless();
            await server.Until(run.Id, info => info.Step >= 5);
            paused = await server.Lab.Pause(run.Id);
        }
        foreach (string file in Directory.GetFiles(_folder[$"runs/{paused.Id}/checkpoints"])) File.WriteAllText(file, "torn");
        using var again = new LabServer(_folder.Path);
        foreach (int _ in new[] { 1, 2 })
        {
            var refusal = await Assert.ThrowsAsync<LabException>(() => again.Lab.Resume(paused.Id));
            Assert.Equal(Refusal.Conflict, refusal.Refusal);
            Assert.Contains("None of the checkpoints", refusal.Message);
        }
        Assert.Equal(Enumerable.Range(1, paused.Step), again.Lab.MetricsOf(paused.Id).Step);
        await again.StartAndFinish(LabServer.Tiny(2)); // the lab is free
    }

    [Fact]
    public async Task Resume_MetricsWithLinesOfGarbage_SaysThatTheCurveHasAGap()
    {
        RunInfo paused;
        using (var server = new LabServer(_folder.Path))
        {
            var run = await server.StartEndless();
            await server.Until(run.Id, info => info.Step >= 20);
            paused = await server.Lab.Pause(run.Id);
        }
        string metrics = _folder[$"runs/{paused.Id}/metrics.jsonl"];
        File.WriteAllLines(metrics, File.ReadAllLines(metrics).Select((line, i) => i is 7 or 8 ? "\u0001 not json" : line));
        using var again = new LabServer(_folder.Path);
        var later = await again.Lab.Step(paused.Id);
        Assert.Equal($"2 of the first {paused.Step} steps cannot be read from the metrics any more, so the curve has a gap; the training itself is not touched by it.", later.Message);
        Assert.Equal(paused.Step - 1, again.Lab.MetricsOf(paused.Id).Step.Count);
    }

    private static NewRun Endless() => LabServer.Tiny(1_000_000, seed: 4);

    // The estimate of the last step may still be to come.
    private static void AssertBegins(Metrics expected, Metrics actual, int end)
    {
        Assert.Equal(Enumerable.Range(1, end), actual.Step);
        Assert.Equal(expected.TrainLoss.Take(end), actual.TrainLoss);
        Assert.Equal(expected.LearningRate.Take(end), actual.LearningRate);
        Assert.Equal(expected.GradientNorm.Take(end), actual.GradientNorm);
        int estimates = (end + 9) / 10; // of steps 0, 10, 20 ... before the end
        Assert.Equal(Enumerable.Range(0, estimates).Select(i => i * 10), actual.Eval.Step.Take(estimates));
        Assert.Equal(expected.Eval.TrainLoss.Take(estimates), actual.Eval.TrainLoss.Take(estimates));
        Assert.Equal(expected.Eval.ValLoss.Take(estimates), actual.Eval.ValLoss.Take(estimates));
    }

    private sealed class ByNumber : IComparer<string>
    {
        public int Compare(string? a, string? b) => Number(a!).CompareTo(Number(b!));

        private static int Number(string path) => int.Parse(Path.GetFileNameWithoutExtension(path)["step-".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
