// Unpacks a run archive into an empty folder: only names that a run has, and never more than is allowed.
using System.IO.Compression;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

/// <summary>Entries are written under names made here, never under the archive's own; bytes are counted as they come, whatever the archive says.</summary>
internal static class ArchiveReader
{
    /// <summary>What Unix keeps of a file's kind.</summary>
    private const int FileKinds = 0xF000, OrdinaryFile = 0x8000;

    private const int MostEntries = 1_100, MostCheckpoints = 1_000;
    private const long RecordBytes = 16 << 20, SamplesBytes = 64 << 20, IndexBytes = 64 << 20;

    /// <summary>More than that is no data of a run: floats hardly shrink, logs shrink to a tenth.</summary>
    private const long LargestRatio = 200, RatioAllowance = 16 << 20;

    /// <param name="most">Bytes of everything in it.</param>
    /// <param name="mostText">Bytes of the text that it trains on.</param>
    /// <exception cref="LabException">It is no such archive, is torn, or unpacks to too much.</exception>
    /// <exception cref="IOException">The disk takes nothing.</exception>
    public static void Unpack(string path, string folder, long most, long mostText)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.Entries.Count > MostEntries) throw ImportRefusal.TooLarge($"The archive holds {RangeText.Number(zip.Entries.Count)} files; a run has at most {RangeText.Number(MostEntries)}.");
            var entries = zip.Entries.Where(entry => entry.FullName is not "checkpoints/").ToArray();
            Check(entries);
            long left = Math.Min(most, new FileInfo(path).Length * LargestRatio + RatioAllowance);
            Directory.CreateDirectory(Path.Combine(folder, "checkpoints"));
            foreach (var entry in entries) left -= Unpack(entry, folder, entry.FullName == RunArchive.Text ? Math.Min(left, mostText) : left);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw ImportRefusal.Because("The file is no whole archive of a run: it may have been cut short on its way, or it is another kind of file. Export the run again, or take the file as it was saved.");
        }
    }

    private static void Check(ZipArchiveEntry[] entries)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            string name = entry.FullName;
            if (Most(name) is null)
                throw ImportRefusal.Because($"The archive holds {ImportRefusal.Quote(name)}, which is no file of a run; a run has {RunArchive.Record}, {string.Join(", ", RunArchive.Logs)}, {RunArchive.Text} and {RunArchive.CheckpointName(0).Replace("0", "N")}.");
            if ((entry.ExternalAttributes >> 16 & FileKinds) is not (0 or OrdinaryFile))
                throw ImportRefusal.Because($"The archive holds {ImportRefusal.Quote(name)} as a link or a device; a run has ordinary files.");
            if (!seen.Add(name)) throw ImportRefusal.Because($"The archive holds {ImportRefusal.Quote(name)} twice.");
        }
        if (!seen.Contains(RunArchive.Record)) throw ImportRefusal.Because($"The archive holds no {RunArchive.Record}, so it is no run of this lab.");
        if (seen.Contains(RunArchive.FrameIndex) != seen.Contains(RunArchive.Frames)) throw ImportRefusal.Because($"The archive holds one of {RunArchive.FrameIndex} and {RunArchive.Frames}; they go together.");
        if (entries.Count(entry => RunArchive.CheckpointStep(entry.FullName) is not null) > MostCheckpoints) throw ImportRefusal.TooLarge($"The archive holds more than {MostCheckpoints} checkpoints.");
    }

    /// <summary>The most bytes of a file of that name; null when a run has none of that name.</summary>
    private static long? Most(string name) => name switch
    {
        RunArchive.Record => RecordBytes,
        RunArchive.Samples => SamplesBytes,
        RunArchive.FrameIndex => IndexBytes,
        RunArchive.Metrics or RunArchive.Heads or RunArchive.Knockouts or RunArchive.Frames or RunArchive.Text => long.MaxValue,
        _ => RunArchive.CheckpointStep(name) is null ? null : long.MaxValue,
    };

    private static long Unpack(ZipArchiveEntry entry, string folder, long left)
    {
        long most = Math.Min(left, Most(entry.FullName)!.Value);
        using var from = entry.Open();
        string path = Path.Combine(folder, entry.FullName);
        using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        var block = new byte[1 << 16];
        long written = 0;
        for (int count; (count = from.Read(block)) > 0; written += count)
        {
            if (written + count > most) throw ImportRefusal.TooLarge($"{ImportRefusal.Quote(entry.FullName)} unpacks to more than {RangeText.Number(most)} bytes, the most that is taken of it here. Raise Lab:MaxImportBytes if the run really is that large.");
            DiskMoments.Pass(DiskMoment.Write, path);
            to.Write(block, 0, count);
        }
        to.Flush(flushToDisk: true);
        return written;
    }
}
