// A file of one JSON value a line that only grows; a torn last line is cut off, nothing before it is touched.
using System.Text.Json;

namespace AttentionLab.Server.Storage;

/// <summary>Append and read back. Lines that could not be written stay pending and go first next time; a file that was removed is written anew. Not thread-safe.</summary>
/// <param name="all">Every line there should be, out of memory, those included that are being added.</param>
public sealed class JsonLines<T>(string path, Func<IEnumerable<T>> all) : IDisposable
{
    private readonly MemoryStream _pending = new();
    private FileStream? _file;
    private bool _exists, _differs;

    /// <summary>Every line that can be read, and how many could not.</summary>
    public (List<T> Items, int Unreadable) Read()
    {
        _exists = File.Exists(path);
        return Read(path);
    }

    /// <summary>Every line that can be read, and how many could not.</summary>
    public static (List<T> Items, int Unreadable) Read(string path)
    {
        var items = new List<T>();
        if (!File.Exists(path)) return (items, 0);
        int unreadable = 0;
        foreach (var line in Lines(File.ReadAllBytes(path)))
            if (Parse(line.Span) is { } item) items.Add(item);
            else unreadable++;
        return (items, unreadable);
    }

    /// <summary>Adds a line and hands it to the operating system.</summary>
    /// <exception cref="IOException">The disk took nothing; the line stays pending.</exception>
    public void Append(T item)
    {
        using (var writer = new Utf8JsonWriter(_pending)) JsonSerializer.Serialize(writer, item, StoreJson.Line);
        _pending.WriteByte((byte)'\n');
        Flush();
    }

    /// <summary>Everything appended is on the disk when this returns.</summary>
    public void Sync()
    {
        Flush();
        if (_file is null) return;
        DiskMoments.Pass(DiskMoment.Sync, path);
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Writes every line anew, because some that are on the disk are no more.</summary>
    /// <exception cref="IOException">The disk took nothing; the next line that is added tries again.</exception>
    public void Rewrite()
    {
        _differs = true;
        _file?.Dispose();
        _file = null;
        AtomicFile.Write(path, stream =>
        {
            foreach (var item in all())
            {
                JsonSerializer.Serialize(stream, item, StoreJson.Line);
                stream.WriteByte((byte)'\n');
            }
        });
        _pending.SetLength(0);
        (_exists, _differs) = (true, false);
    }

    public void Dispose() => _file?.Dispose();

    private void Flush()
    {
        // On most systems an open file can be removed, and then takes everything that nobody will find again.
        if (_differs || (_exists && !File.Exists(path)))
        {
            Rewrite();
            return;
        }
        if (_pending.Length == 0) return;
        _file ??= Open();
        long end = _file.Position;
        try
        {
            DiskMoments.Pass(DiskMoment.Append, path);
            _file.Write(_pending.GetBuffer(), 0, (int)_pending.Length);
            _file.Flush();
        }
        catch (IOException)
        {
            _file.SetLength(end); // no half line stays behind
            _file.Position = end;
            throw;
        }
        _pending.SetLength(0);
    }

    private FileStream Open()
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
        file.SetLength(WholeLines(file));
        file.Position = file.Length;
        _exists = true;
        return file;
    }

    /// <summary>Where the last whole line ends.</summary>
    private static long WholeLines(FileStream file)
    {
        var block = new byte[4096];
        for (long end = file.Length; end > 0;)
        {
            int count = (int)Math.Min(block.Length, end);
            file.Position = end - count;
            file.ReadExactly(block, 0, count);
            int at = block.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (at >= 0) return end - count + at + 1;
            end -= count;
        }
        return 0;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] bytes)
    {
        for (int from = 0; from < bytes.Length;)
        {
            int at = Array.IndexOf(bytes, (byte)'\n', from);
            if (at < 0) yield break; // torn: never finished
            yield return bytes.AsMemory(from, at - from);
            from = at + 1;
        }
    }

    private static T? Parse(ReadOnlySpan<byte> line)
    {
        try { return JsonSerializer.Deserialize<T>(line, StoreJson.Line); }
        catch (JsonException) { return default; }
    }
}
