// A run has an engine of its own, and keeps it and its threads wherever it goes on; where that engine is missing the run is still whole.
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;
using AttentionLab.Server.Tests.Rest;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Server.Tests.Training;

public sealed class OwnEngineTests : IDisposable
{
    // Large enough that the number of threads changes libtorch's sums.
    private static readonly NewRun Small = new() { Preset = "small", Corpus = "play", Steps = 1_000, Seed = 6, Training = new() { EvalEvery = 1_000, EvalBatches = 1 } };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Resume_OnAServerOfOtherThreadsAndAnotherDefault_KeepsEngineThreadsAndEveryBit()
    {
        int? threads = TestedEngine.Name == EngineNames.Managed ? null : 1;
        string id;
        using (var server = new LabServer(_folder.Path, ("Lab:Threads", "1")))
        {
            var run = await server.Lab.Start(Small);
            Assert.Equal((TestedEngine.Name, threads), (run.Engine, run.Threads));
            await server.Until(id = run.Id, info => info.Step >= 4);
            await server.Lab.Stop(id);
        }
        int end;
        Metrics curve;
        using (var again = new LabServer(_folder.Path, ("Lab:Threads", "2"), ("Lab:Engine", EngineNames.Managed)))
        {
            end = await again.GoOn(id, 6);
            curve = again.Lab.MetricsOf(id);
            Assert.Equal((TestedEngine.Name, threads, null), (again.Lab.Find(id)!.Engine, again.Lab.Find(id)!.Threads, again.Lab.Find(id)!.Message));
        }
        using var twin = new LabServer(null, ("Lab:Threads", "1"));
        Assert.Equal((await twin.Uninterrupted(Small, end)).TrainLoss.Take(end), curve.TrainLoss);
    }

    [Fact]
    public async Task Resume_EngineOfAnotherVersion_SaysOnceThatLastDigitsMayDiffer()
    {
        string id = await Stopped();
        Edit(id, record => record["engineTitle"] = "Abacus 0.1");
        using (var again = new LabServer(_folder.Path))
        {
            int stood = again.Lab.Find(id)!.Step;
            await again.GoOn(id, 3);
            string title = again.Lab.Presets.Engines.TitleOf(TestedEngine.Name);
            Assert.Equal($"The first {stood} steps were computed by Abacus 0.1 and the next ones are by {title}, so their last digits may be others than they would have been.", again.Lab.Find(id)!.Message);
            await again.Lab.Stop(id);
        }
        using var third = new LabServer(_folder.Path);
        await third.GoOn(id, 3);
        Assert.Null(third.Lab.Find(id)!.Message);
    }

    [Fact]
    public async Task Run_OfAnEngineThatThisBuildLacks_IsListedInspectedAndForked()
    {
        string id = await Stopped();
        Edit(id, record => (record["engine"], record["engineTitle"]) = ("onnx", "ONNX 9"));
        using var server = new LabServer(_folder.Path);
        var run = server.Lab.Find(id)!;
        Assert.Equal(("onnx", RunStatus.Stopped), (run.Engine, run.Status));
        Assert.Equal(run.Step, server.Lab.MetricsOf(id).Step.Count);
        Assert.Equal(5, (await server.Lab.Inspect(id, new() { Prompt = "To be" })).Tokens.Count);

        var refused = await Problem.Post(server.Http, $"/api/runs/{id}/resume", "{}");
        Assert.Equal(409, refused.Status);
        Assert.Contains("This build has no engine 'onnx'; it has torchsharp and managed.", refused.Errors["engine"]);
        Assert.Contains("Fork it to engine managed", refused.Errors["engine"]);
        var same = await Problem.Post(server.Http, $"/api/runs/{id}/fork", "{}");
        Assert.Equal(409, same.Status);
        Assert.Contains("Fork it to engine managed", same.Errors["engine"]);

        var fork = await server.Services.GetRequiredService<IForks>().Fork(id, new() { Engine = EngineNames.Managed, Steps = run.Step + 5 });
        fork = await server.Until(fork.Id, info => info.Status == RunStatus.Finished);
        Assert.Equal((EngineNames.Managed, null, run.Step + 5), (fork.Engine, fork.Threads, fork.Step));
        Assert.Contains("engine onnx to managed", fork.Parent!.Changes);
        Assert.Equal(("onnx", RunStatus.Stopped), (server.Lab.Find(id)!.Engine, server.Lab.Find(id)!.Status));
    }

    [Fact]
    public async Task Import_OfAnExportedRun_KeepsItsEngineAndThreads()
    {
        string id = await Stopped();
        using var server = new LabServer(_folder.Path);
        using var other = new LabServer(null, ("Lab:Threads", "1"), ("Lab:Engine", EngineNames.Managed));
        using var archive = new ByteArrayContent(await server.Http.GetByteArrayAsync($"/api/runs/{id}/export/run.zip"));
        using var answer = await other.Http.PostAsync("/api/runs/import", archive);
        var (run, imported) = (server.Lab.Find(id)!, (await answer.Content.ReadFromJsonAsync<RunInfo>(RestJson.Options))!);
        Assert.Equal((TestedEngine.Name, run.Threads), (imported.Engine, imported.Threads));
        await other.GoOn(imported.Id, 3);
        Assert.Equal((TestedEngine.Name, run.Threads, null), (other.Lab.Find(imported.Id)!.Engine, other.Lab.Find(imported.Id)!.Threads, other.Lab.Find(imported.Id)!.Message));
    }

    /// <summary>A run that was stopped, and whose server has ended.</summary>
    private async Task<string> Stopped()
    {
        using var server = new LabServer(_folder.Path, ("Lab:Threads", "2"));
        var run = await server.StartEndless();
        await server.Until(run.Id, info => info.Step >= 5);
        await server.Lab.Stop(run.Id);
        return run.Id;
    }

    private void Edit(string id, Action<JsonNode> change)
    {
        string path = _folder[$"runs/{id}/run.json"];
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        change(record);
        File.WriteAllText(path, record.ToJsonString());
    }
}
