// A file that is either the old one or the new one, whatever happens in between.
namespace AttentionLab.Server.Storage;

public static class AtomicFile
{
    private const string TemporaryEnding = ".tmp";

    /// <summary>Writes to a temporary file, syncs it to the disk, and renames it into place.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = path + TemporaryEnding;
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Removes what a write left behind that never came to its rename.</summary>
    public static void RemoveLeftovers(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + TemporaryEnding)) File.Delete(file);
    }
}
