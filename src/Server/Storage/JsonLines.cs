// A file of one JSON value a line that only grows; a torn last line is cut off, nothing before it is touched.
using System.Text.Json;

namespace AttentionLab.Server.Storage;

/// <summary>Append and read back. Lines that could not be written stay pending and go first next time. Not thread-safe.</summary>
public sealed class JsonLines<T>(string path) : IDisposable
{
    private readonly MemoryStream _pending = new();
    private FileStream? _file;

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
        _file?.Flush(flushToDisk: true);
    }

    /// <summary>Keeps only the lines that the test lets through.</summary>
    public void Rewrite(IEnumerable<T> items)
    {
        _pending.SetLength(0);
        _file?.Dispose();
        _file = null;
        AtomicFile.Write(path, stream =>
        {
            foreach (var item in items)
            {
                JsonSerializer.Serialize(stream, item, StoreJson.Line);
                stream.WriteByte((byte)'\n');
            }
        });
    }

    public void Dispose() => _file?.Dispose();

    private void Flush()
    {
        if (_pending.Length == 0) return;
        _file ??= Open();
        long end = _file.Position;
        try
        {
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
