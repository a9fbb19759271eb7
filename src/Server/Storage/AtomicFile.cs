// A file that is either the old one or the new one, whatever happens in between.
namespace AttentionLab.Server.Storage;

public static class AtomicFile
{
    private const string TemporaryEnding = ".tmp";

    /// <summary>Writes to a temporary file, syncs it to the disk, and renames it into place.</summary>
    /// <exception cref="IOException">The disk takes nothing; the file is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = path + TemporaryEnding;
        try
        {
            DiskMoments.Pass(DiskMoment.Create, path);
            using (var stream = new TemporaryFile(temporary, path))
            {
                write(stream);
                DiskMoments.Pass(DiskMoment.Sync, path);
                stream.Flush(flushToDisk: true);
            }
            DiskMoments.Pass(DiskMoment.Rename, path);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            Remove(temporary); // a full disk needs the room
            throw;
        }
        DiskMoments.Pass(DiskMoment.Renamed, path);
    }

    /// <summary>Removes what a write left behind that never came to its rename.</summary>
    public static void RemoveLeftovers(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + TemporaryEnding)) File.Delete(file);
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            // The disk is gone or closed; what is left is removed when the folder is next read.
        }
    }

    private sealed class TemporaryFile(string temporary, string path) : FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            DiskMoments.Pass(DiskMoment.Write, path);
            base.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            DiskMoments.Pass(DiskMoment.Write, path);
            base.Write(buffer, offset, count);
        }
    }
}
