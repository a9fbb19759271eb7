// Whether the logs and checkpoints of an imported run are whole, and of that run.
using System.Buffers.Binary;
using AttentionLab.Server.Live;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

internal static class LogCheck
{
    private const int EntryBytes = 16;

    /// <exception cref="LabException">They are not; the message names the file.</exception>
    public static void Require(string folder, RunRecord record, GptConfig model)
    {
        int steps = record.Training.Steps;
        RequireLines<MetricsLine>(folder, RunArchive.Metrics, line => line.Step >= 0 && line.Step <= steps, steps);
        RequireLines<Sample>(folder, RunArchive.Samples, sample => sample.Step >= 0 && sample.Step <= steps && sample.Text is not null, steps);
        int heads = model.Layers * model.Heads;
        RequireLines<HeadsLine>(folder, RunArchive.Heads, line => line.Step >= 0 && line.Step <= steps && line.Probe?.Count == heads && (line.Repeated is null || line.Repeated.Count == heads), steps);
        RequireLines<KnockoutLine>(folder, RunArchive.Knockouts, line => line.Step >= 0 && line.Step <= steps && line.Without?.Count == heads, steps);
        RequireFrames(folder, model, steps);
        foreach (string path in Directory.EnumerateFiles(Path.Combine(folder, "checkpoints")))
            RequireCheckpoint(path, model, RunArchive.CheckpointStep("checkpoints/" + Path.GetFileName(path))!.Value, steps);
    }

    private static void RequireLines<T>(string folder, string name, Func<T, bool> sound, int steps)
    {
        var (lines, unreadable) = JsonLines<T>.Read(Path.Combine(folder, name));
        if (unreadable > 0) throw ImportRefusal.Because($"{name} has {unreadable} lines that cannot be read.");
        if (!lines.TrueForAll(line => sound(line))) throw ImportRefusal.Because($"{name} has a line that is not sound: a step lies outside of 0 to {steps}, or something is missing.");
    }

    private static void RequireFrames(string folder, GptConfig model, int steps)
    {
        string index = Path.Combine(folder, RunArchive.FrameIndex);
        if (!File.Exists(index)) return;
        using var frames = File.OpenRead(Path.Combine(folder, RunArchive.Frames));
        var entries = File.ReadAllBytes(index).AsSpan();
        var header = new byte[FramePacker.HeaderBytes];
        for (; entries.Length >= EntryBytes; entries = entries[EntryBytes..])
        {
            int step = BinaryPrimitives.ReadInt32LittleEndian(entries), length = BinaryPrimitives.ReadInt32LittleEndian(entries[4..]);
            long offset = BinaryPrimitives.ReadInt64LittleEndian(entries[8..]);
            if (step < 0 || step > steps || length < FramePacker.HeaderBytes || offset < 0 || offset > frames.Length - length)
                throw ImportRefusal.Because($"{RunArchive.FrameIndex} names a frame of step {step} that {RunArchive.Frames} does not hold.");
            frames.Position = offset;
            frames.ReadExactly(header);
            if (!IsFrame(header, step, length, model)) throw ImportRefusal.Because($"The frame of step {step} in {RunArchive.Frames} is not one of this run's model.");
        }
    }

    private static bool IsFrame(ReadOnlySpan<byte> header, int step, int length, GptConfig model)
    {
        int layers = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]), heads = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]), tokens = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        bool masked = (header[5] & FramePacker.FullRows) == 0;
        return FramePacker.IsOf(header, step) && layers == model.Layers && heads == model.Heads && tokens >= 1 && tokens <= model.Context
            && length == FramePacker.HeaderBytes + (long)layers * heads * FramePacker.HeadBytes(tokens, masked);
    }

    private static void RequireCheckpoint(string path, GptConfig model, int step, int steps)
    {
        try
        {
            using var file = File.OpenRead(path);
            CheckpointCheck.Require(file, model, step <= steps ? step : -1);
        }
        catch (ModelException e)
        {
            throw ImportRefusal.Because($"The checkpoint of step {step} is not sound: {e.Message}");
        }
    }
}
