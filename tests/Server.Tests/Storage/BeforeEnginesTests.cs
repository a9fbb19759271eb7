// A data folder and an archive of the server before it had engines: everything in them is read, and what was stopped goes on as it would have.
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using AttentionLab.Server.Rest;
using AttentionLab.Server.Tests.Hosting;

namespace AttentionLab.Server.Tests.Storage;

/// <remarks>Goldens/make_before_engines.py made the folder with that server and wrote down the losses that it went on to from there.</remarks>
public sealed class BeforeEnginesTests : IDisposable
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Goldens", "before-engines");

    private readonly TempFolder _folder = new();

    public BeforeEnginesTests()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Golden, "data"), "*", SearchOption.AllDirectories))
        {
            string copy = _folder[Path.GetRelativePath(Path.Combine(Golden, "data"), file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_OnTheFolder_ListsEveryRunRaceAndTextAsItWas()
    {
        using var server = new LabServer(_folder.Path);
        Assert.Equal(
            [("Dropout", RunStatus.Stopped, 31), ("Muon on an upload", RunStatus.Stopped, 26), ("average", RunStatus.Finished, 10), ("nanoGPT checkpoint nanogpt-plain.pt", RunStatus.Finished, 250), ("wavenet", RunStatus.Finished, 10)],
            server.Lab.Runs.Select(run => (run.Name, run.Status, run.Step)).OrderBy(run => run.Name, StringComparer.Ordinal));
        Assert.All(server.Lab.Runs, run => Assert.Equal((EngineNames.Managed, null, run.IsImported), (run.Engine, run.Threads, run.Message is not null)));
        var race = Assert.Single(server.Races.Races);
        Assert.Equal(("Two mixers", RunStatus.Finished, 10, 2), (race.Name, race.Status, race.Step, race.Runs.Count));
        Assert.Equal("Sums", Assert.Single(server.Lab.Corpora, corpus => corpus.Kind == "text").Title);
        Assert.Equal(OptimizerKind.Muon, Of(server, "Muon").Training.Optimizer);
        Assert.Equal((0.2, 8, Mixer.Attention), (Of(server, "Dropout").Model.Dropout, Of(server, "Dropout").Model.Channels, Of(server, "Dropout").Model.Mixer));

        foreach (var run in server.Lab.Runs)
        {
            Assert.Equal(run.IsImported ? 0 : run.Step, server.Lab.MetricsOf(run.Id).Step.Count);
            var inspection = await server.Lab.Inspect(run.Id, new() { Prompt = run.Probe });
            Assert.Equal(run.ProbeTokens, inspection.Tokens.Select(token => token.Text));
            if (!run.Model.Attends) continue;
            Assert.Equal((run.Model.Layers, run.Model.Heads), (inspection.Layers, inspection.Heads));
            Assert.NotEmpty(await server.Http.GetByteArrayAsync($"/api/runs/{run.Id}/attention"));
        }
    }

    [Theory]
    [InlineData("Dropout")]
    [InlineData("Muon")]
    public async Task Resume_OfAStoppedRun_GoesOnToTheVeryLossesOfTheOldServer(string name)
    {
        using var server = new LabServer(_folder.Path);
        var run = Of(server, name);
        var metrics = await GoneOn(server, run.Id);
        AssertGoneOn(run.Id, run.Step, metrics);
        Assert.False(run.Training.EarlyEstimates);
        Assert.All(metrics.Eval.Step, step => Assert.Equal(0, step % run.Training.EvalEvery));
        Assert.Null(metrics.Eval.Batches);
    }

    [Fact]
    public async Task Import_OfAnArchive_BringsTheRunAndGoesOnToTheSameLosses()
    {
        string original;
        using (var server = new LabServer(_folder.Path)) original = Of(server, "Muon").Id;
        using var other = new LabServer();
        using var archive = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Golden, "muon.zip")));
        using var answer = await other.Http.PostAsync("/api/runs/import", archive);
        var run = (await answer.Content.ReadFromJsonAsync<RunInfo>(RestJson.Options))!;
        Assert.Equal(("Muon on an upload", EngineNames.Managed, 26), (run.Name, run.Engine, run.Step));
        AssertGoneOn(original, run.Step, await GoneOn(other, run.Id));
    }

    private static RunInfo Of(LabServer server, string name) => server.Lab.Runs.Single(run => run.Name.StartsWith(name, StringComparison.Ordinal));

    private static async Task<Metrics> GoneOn(LabServer server, string id)
    {
        await server.GoOn(id, 40);
        return server.Lab.MetricsOf(id);
    }

    /// <summary>Sums are added up in as many lanes as the processor has, so that there is a curve for each of their numbers.</summary>
    private static void AssertGoneOn(string original, int stood, Metrics metrics)
    {
        int lanes = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Golden, "gone-on.json")));
        var curve = golden.RootElement.GetProperty(original).GetProperty($"{lanes}");
        Assert.Equal(stood, curve.GetProperty("step").GetInt32());
        double[] expected = [.. curve.GetProperty("loss").EnumerateArray().Select(loss => loss.GetDouble())];
        double[] losses = [.. metrics.TrainLoss.Skip(stood).Take(expected.Length)];
        // Other processors fuse a product and a sum otherwise.
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64) Assert.Equal(expected, losses);
        else Assert.All(expected.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
