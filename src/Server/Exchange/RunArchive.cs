// A whole run as one zip: what its folder holds, so that another lab can list it, look into it and go on with it.
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

public static class RunArchive
{
    public const string Record = "run.json", Metrics = "metrics.jsonl", Samples = "samples.jsonl", Heads = "heads.jsonl", Knockouts = "knockouts.jsonl", FrameIndex = "attention.idx", Frames = "attention.bin", Text = "corpus.txt";
    private const string CheckpointPrefix = "checkpoints/step-", CheckpointEnding = ".safetensors";

    /// <summary>The logs of a run. The index of the frames comes before them, so that it never names one that the archive lacks.</summary>
    public static IReadOnlyList<string> Logs { get; } = [Metrics, Samples, Heads, Knockouts, FrameIndex, Frames];

    public static string CheckpointName(int step) => string.Create(CultureInfo.InvariantCulture, $"{CheckpointPrefix}{step}{CheckpointEnding}");

    /// <summary>The step of a checkpoint's name; null for any other name.</summary>
    public static int? CheckpointStep(string name)
    {
        if (!name.StartsWith(CheckpointPrefix, StringComparison.Ordinal) || !name.EndsWith(CheckpointEnding, StringComparison.Ordinal)) return null;
        string digits = name[CheckpointPrefix.Length..^CheckpointEnding.Length];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int step) && CheckpointName(step) == name ? step : null;
    }

    /// <summary>Bytes of everything in it, before it is packed.</summary>
    public static long Bytes(Run run)
    {
        var files = Logs.Concat(run.Checkpoints.Steps.Select(CheckpointName)).Select(name => new FileInfo(Path.Combine(run.Folder, name)));
        return files.Where(file => file.Exists).Sum(file => file.Length);
    }

    /// <summary>Also of a run that trains: logs only grow, and a checkpoint is whole or not there.</summary>
    /// <param name="text">The text that it trains on, where another lab does not have it anyway; null where it does.</param>
    public static void Write(Run run, Stream? text, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (var entry = zip.CreateEntry(Record).Open()) JsonSerializer.Serialize(entry, AsItStands(run), StoreJson.Indented);
        foreach (string log in Logs)
            if (Open(Path.Combine(run.Folder, log)) is { } file) Add(zip, log, file, CompressionLevel.Fastest);
        if (text is not null) Add(zip, Text, text, CompressionLevel.Optimal);
        foreach (int step in run.Checkpoints.Steps)
            if (run.Checkpoints.Open(step) is { } file) Add(zip, CheckpointName(step), file, CompressionLevel.NoCompression);
    }

    private static RunRecord AsItStands(Run run)
    {
        var (info, record) = (run.Info, run.Record);
        record = record with { Race = null, Parent = null, Step = info.Step, TrainLoss = info.TrainLoss, ValLoss = info.ValLoss, EvalStep = info.EvalStep, Accuracy = info.Accuracy, Sample = info.Sample };
        return record.Status != RunStatus.Running ? record : record with
        {
            Status = RunStatus.Interrupted,
            Message = $"Exported at step {info.Step}, while it trained. Resume goes on from step {run.Checkpoints.Newest ?? 0}.",
        };
    }

    private static FileStream? Open(string path) =>
        File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16) : null;

    private static void Add(ZipArchive zip, string name, Stream file, CompressionLevel level)
    {
        using (file)
        using (var entry = zip.CreateEntry(name, level).Open()) file.CopyTo(entry, 1 << 16);
    }
}
