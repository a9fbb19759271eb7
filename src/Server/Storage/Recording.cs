// A real run that comes with the lab, for whoever has none yet: packed into the server, opened when it is first looked at.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using AttentionLab.Server.Live;

namespace AttentionLab.Server.Storage;

/// <summary>
/// The archive (made by the command "record" of bench/) holds a run's own files, without checkpoints and with a few of its frames, and beside them <see cref="WeightsName"/>.
/// It is unpacked into the cache, so that everything that reads runs reads it; nothing writes to it.
/// </summary>
public sealed class Recording(DataFolder data, ILogger<Recording> log)
{
    /// <summary>Its attention weights at the last step: float32, little endian, (L, H, T, T) row by row.</summary>
    public const string WeightsName = "attention.f32";

    private const string ArchiveName = "recording.zip";
    private readonly Lock _gate = new();
    private Run? _run;
    private bool _opened;

    /// <summary>Null where this build has no recording, or it cannot be unpacked.</summary>
    public Run? Run
    {
        get
        {
            lock (_gate)
            {
                if (!_opened) (_run, _opened) = (Open(), true);
                return _run;
            }
        }
    }

    private Run? Open()
    {
        using var archive = typeof(Recording).Assembly.GetManifestResourceStream(ArchiveName);
        if (archive is null) return null;
        try
        {
            string folder = Path.Combine(data.Cache, RunInfo.RecordingId);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); // of another version, perhaps
            ZipFile.ExtractToDirectory(archive, folder);
            var run = new Run(folder, Run.ReadRecord(folder), keepCheckpoints: 1);
            run.Captures.Add(Weights(File.ReadAllBytes(Path.Combine(folder, WeightsName)), run));
            return run;
        }
        catch (Exception e) when (DiskFault.Is(e) || e is JsonException or InvalidDataException)
        {
            log.LogWarning("The recording cannot be opened: {Reason}", e.Message);
            return null;
        }
    }

    private static WeightCapture Weights(byte[] bytes, Run run)
    {
        if (!BitConverter.IsLittleEndian) // bytes are swapped in place
            foreach (ref int word in MemoryMarshal.Cast<byte, int>(bytes.AsSpan())) word = BinaryPrimitives.ReverseEndianness(word);
        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        var (layers, heads) = (run.Config.Layers, run.Config.Heads);
        var weights = new float[layers][][];
        int cells = numbers.Length / (layers * heads); // T T
        for (int layer = 0; layer < layers; layer++)
        {
            weights[layer] = new float[heads][];
            for (int head = 0; head < heads; head++) weights[layer][head] = numbers.Slice((layer * heads + head) * cells, cells).ToArray();
        }
        return new(run.Info.Step, weights);
    }
}
