// Nothing trained is lost: runs, curves, frames and weights outlive the server, and resuming is exact.
using System.Net.Http.Json;
using System.Text.Json;
using AttentionLab.Client.Contracts;
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
        Metrics whole;
        string id;
        using (var server = new LabServer(_folder.Path))
        {
            whole = server.Lab.MetricsOf((await server.StartAndFinish(LabServer.Tiny(400, seed: 3))).Id);
            id = (await server.Lab.Start(LabServer.Tiny(400, seed: 3))).Id;
            await server.Until(id, info => info.Step >= 5);
        }
        using var again = new LabServer(_folder.Path);
        var run = again.Lab.Find(id)!;
        Assert.Equal(RunStatus.Interrupted, run.Status);
        Assert.InRange(run.Step, 5, 399);
        Assert.Contains($"from step {run.Step}", run.Message);
        Assert.Equal(run.Step, again.Run(id).Checkpoints.Newest);
        await again.Lab.Resume(id);
        await again.Until(id, info => info.Status == RunStatus.Finished);
        AssertSame(whole, again.Lab.MetricsOf(id));
    }

    [Fact]
    public async Task Restart_ProcessWasKilledBetweenCheckpoints_ReplaysAndEndsBitForBit()
    {
        string id;
        using (var server = await ServerProcess.Start(_folder.Path))
        {
            id = await Start(server);
            // A checkpoint at step 20, then steps that no checkpoint holds.
            await Until(server, id, 20);
            await Post(server, id, "pause");
            await Post(server, id, "resume");
            int paused = (await Get(server, id)).GetProperty("step").GetInt32();
            await Until(server, id, paused + 15);
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
            id = await Start(server);
            await Until(server, id, 5);
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
        int before = again.Run(id).Checkpoints.Steps[^2];
        Assert.Equal(before + 1, (await again.Lab.Step(id)).Step);
        Assert.Equal(Enumerable.Range(1, before + 1), again.Lab.MetricsOf(id).Step);
    }

    private static NewRun Endless() => LabServer.Tiny(1_000_000, seed: 4);

    private static void AssertSame(Metrics expected, Metrics actual)
    {
        Assert.Equal(expected.Step, actual.Step);
        Assert.Equal(expected.TrainLoss, actual.TrainLoss);
        Assert.Equal(expected.LearningRate, actual.LearningRate);
        Assert.Equal(expected.GradientNorm, actual.GradientNorm);
        Assert.Equivalent(expected.Eval, actual.Eval, strict: true);
    }

    private static async Task<string> Start(ServerProcess server)
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/runs", Endless(), Server.Rest.RestJson.Options);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static Task<JsonElement> Get(ServerProcess server, string id) => server.Http.GetFromJsonAsync<JsonElement>($"/api/runs/{id}");

    private static async Task Post(ServerProcess server, string id, string what) => (await server.Http.PostAsync($"/api/runs/{id}/{what}", null)).EnsureSuccessStatusCode();

    private static async Task Until(ServerProcess server, string id, int step)
    {
        using var patience = new CancellationTokenSource(LabServer.Patience);
        while ((await Get(server, id)).GetProperty("step").GetInt32() < step) patience.Token.ThrowIfCancellationRequested();
    }

    private sealed class ByNumber : IComparer<string>
    {
        public int Compare(string? a, string? b) => Number(a!).CompareTo(Number(b!));

        private static int Number(string path) => int.Parse(Path.GetFileNameWithoutExtension(path)["step-".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
