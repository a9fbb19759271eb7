// Makes the recording that comes with the lab: a real run on the server's own services, and what it recorded packed into one archive.
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using AttentionLab.Server.Inference;
using AttentionLab.Server.Live;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Bench;

internal static class RecordingMaker
{
    private const int Frames = 14, FirstFrame = 5;

    public static async Task Run(string[] arguments)
    {
        string engine = arguments.ElementAtOrDefault(0) ?? EngineNames.TorchSharp, path = Path.GetFullPath(arguments.ElementAtOrDefault(1) ?? "src/Server/Recording/recording.zip");
        string folder = Directory.CreateTempSubdirectory("attentionlab-recording-").FullName;
        var builder = WebApplication.CreateBuilder(["--Lab:Data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        builder.Services.AddLab();
        try
        {
            await using var app = builder.Build();
            await app.StartAsync();
            var run = await Trained(app.Services, new() { Preset = "small", Corpus = TinyShakespeare.Id, Seed = 1337, Steps = 2000, Engine = engine });
            string packed = Directory.CreateDirectory(Path.Combine(folder, RunInfo.RecordingId)).FullName;
            var steps = await Fill(app.Services, run, packed);
            await app.StopAsync();
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
            ZipFile.CreateFromDirectory(packed, path, CompressionLevel.SmallestSize, includeBaseDirectory: false);
            Report(path, run, steps);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Run> Trained(IServiceProvider services, NewRun request)
    {
        var lab = services.GetRequiredService<ILab>();
        var ended = new TaskCompletionSource();
        lab.RunChanged += run =>
        {
            if (run.Step % 500 == 0) Console.WriteLine($"step {run.Step}");
            if (run.Status != RunStatus.Running) ended.TrySetResult();
        };
        var started = await lab.Start(request);
        await ended.Task;
        var info = lab.Find(started.Id)!;
        return info.Status == RunStatus.Finished ? services.GetRequiredService<RunStore>().Get(info.Id) : throw new InvalidOperationException($"The run is {info.Status}: {info.Message}");
    }

    /// <summary>A run's folder without weights, with all of its curve and a few of its frames, and the last step's attention in float32.</summary>
    private static async Task<IReadOnlyList<int>> Fill(IServiceProvider services, Run run, string folder)
    {
        run.Sync();
        int[] steps = [.. Chosen(run.Frames.Steps)];
        float[][][] last = await LastWeights(services, run);
        run.CopyLogs(folder);
        foreach (string thinned in new[] { FrameStore.FramesName, FrameStore.IndexName, "heads.jsonl" }) File.Delete(Path.Combine(folder, thinned));
        using var recording = new Run(folder, run.Record with { Id = RunInfo.RecordingId, Name = string.Create(CultureInfo.InvariantCulture, $"Recording: Small, {run.Info.Steps:N0} steps"), Message = null }, keepCheckpoints: 1);
        foreach (int step in steps) recording.Frames.Add(step, step == run.Info.Step ? FramePacker.Pack(step, last, run.Config.Mask) : run.Frames.Read(step)!);
        foreach (var line in run.Heads.All.Where(line => steps.Contains(line.Step))) recording.Heads.Add(line);
        recording.Change(same => same);
        using var file = File.Create(Path.Combine(folder, Recording.WeightsName));
        foreach (float[] head in last.SelectMany(layer => layer)) file.Write(MemoryMarshal.AsBytes(head.AsSpan()));
        return steps;
    }

    /// <summary>The first, the last, and the kept ones nearest to even distances on a logarithmic scale between.</summary>
    private static IEnumerable<int> Chosen(IReadOnlyList<int> kept)
    {
        double last = kept[^1];
        var wanted = Enumerable.Range(0, Frames - 1).Select(i => FirstFrame * Math.Pow(last / FirstFrame, i / (Frames - 2.0)));
        return wanted.Select(step => kept.MinBy(other => Math.Abs(other - step))).Prepend(kept[0]).Distinct();
    }

    private static async Task<float[][][]> LastWeights(IServiceProvider services, Run run)
    {
        var weights = await services.GetRequiredService<SnapshotSource>().Get(run, run.Info.Step, default);
        return await services.GetRequiredService<InferencePool>().Use(run, weights, model =>
        {
            var capture = model.Capture(run.ProbeIds);
            return Enumerable.Range(0, capture.Layers).Select(layer => Enumerable.Range(0, capture.Heads).Select(head => capture[layer, head].Weights).ToArray()).ToArray();
        }, default);
    }

    private static void Report(string path, Run run, IReadOnlyList<int> steps)
    {
        var info = run.Info;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {new FileInfo(path).Length:N0} bytes; {run.Record.EngineTitle}, {info.Threads} threads, seed {info.Seed}, {info.Step} steps, validation loss {info.ValLoss:F3}, {info.Created:yyyy-MM-dd}; frames of step {string.Join(", ", steps)}"));
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {entry.FullName}: {entry.Length:N0} bytes, packed {entry.CompressedLength:N0}"));
    }
}
