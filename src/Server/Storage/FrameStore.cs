// The time-lapse of a run's probe text: packed frames in attention.bin, where each lies in attention.idx.
using System.Buffers.Binary;

namespace AttentionLab.Server.Storage;

/// <summary>Written by the training thread, read by anyone. A frame of a step that is there already replaces it.</summary>
public sealed class FrameStore(string folder) : IDisposable
{
    public const string FramesName = "attention.bin", IndexName = "attention.idx";
    private const int EntryBytes = 16;
    private readonly string _binPath = Path.Combine(folder, FramesName), _indexPath = Path.Combine(folder, IndexName);
    private readonly Lock _gate = new();
    private readonly SortedList<int, (long Offset, int Length)> _entries = [];
    private bool _loaded;
    private FileStream? _bin, _index;

    /// <summary>Steps that have a frame, in order.</summary>
    public IReadOnlyList<int> Steps
    {
        get { lock (_gate) return [.. Loaded().Keys]; }
    }

    public bool Has(int step)
    {
        lock (_gate) return Loaded().ContainsKey(step);
    }

    /// <summary>The frame of a step; null when it was not kept.</summary>
    public byte[]? Read(int step)
    {
        lock (_gate)
        {
            if (!Loaded().TryGetValue(step, out var entry)) return null;
            using var file = new FileStream(_binPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            var bytes = new byte[entry.Length];
            file.Position = entry.Offset;
            file.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>The newest kept frame; null before the first.</summary>
    public (int Step, byte[] Bytes)? Newest()
    {
        lock (_gate) return Loaded().Count == 0 ? null : (_entries.Keys[^1], Read(_entries.Keys[^1])!);
    }

    /// <exception cref="IOException">The disk took nothing; the frame is not kept.</exception>
    public void Add(int step, byte[] frame)
    {
        lock (_gate)
        {
            Loaded();
            _bin ??= new FileStream(_binPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
            _index ??= new FileStream(_indexPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
            long offset = _bin.Length, entries = _index.Length / EntryBytes * EntryBytes; // behind a torn entry
            _bin.Position = offset;
            _bin.Write(frame);
            _index.Position = entries;
            _index.Write(Entry(step, frame.Length, offset));
            _entries[step] = (offset, frame.Length);
        }
    }

    /// <summary>Everything added is on the disk when this returns. Readers need not wait for the disk.</summary>
    public void Sync()
    {
        FileStream? bin, index;
        lock (_gate) (bin, index) = (_bin, _index);
        bin?.Flush(flushToDisk: true);
        index?.Flush(flushToDisk: true);
    }

    /// <summary>Forgets what came after a step.</summary>
    public void CutAfter(int step)
    {
        lock (_gate)
        {
            if (Loaded().Count == 0 || _entries.Keys[^1] <= step) return;
            while (_entries.Count > 0 && _entries.Keys[^1] > step) _entries.RemoveAt(_entries.Count - 1);
            Close();
            AtomicFile.Write(_indexPath, stream =>
            {
                foreach (var (kept, (offset, length)) in _entries) stream.Write(Entry(kept, length, offset));
            });
            using var bin = new FileStream(_binPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
            bin.SetLength(_entries.Count == 0 ? 0 : _entries.Values.Max(entry => entry.Offset + entry.Length));
        }
    }

    public void Dispose()
    {
        lock (_gate) Close();
    }

    private void Close()
    {
        _bin?.Dispose();
        _index?.Dispose();
        (_bin, _index) = (null, null);
    }

    private static byte[] Entry(int step, int length, long offset)
    {
        var entry = new byte[EntryBytes];
        BinaryPrimitives.WriteInt32LittleEndian(entry, step);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(4), length);
        BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(8), offset);
        return entry;
    }

    private SortedList<int, (long Offset, int Length)> Loaded()
    {
        if (_loaded) return _entries;
        if (File.Exists(_indexPath) && File.Exists(_binPath))
        {
            long end = new FileInfo(_binPath).Length;
            var index = File.ReadAllBytes(_indexPath).AsSpan();
            for (; index.Length >= EntryBytes; index = index[EntryBytes..])
            {
                int length = BinaryPrimitives.ReadInt32LittleEndian(index[4..]);
                long offset = BinaryPrimitives.ReadInt64LittleEndian(index[8..]);
                if (length > 0 && offset >= 0 && offset <= end - length)
                    _entries[BinaryPrimitives.ReadInt32LittleEndian(index)] = (offset, length);
            }
        }
        _loaded = true;
        return _entries;
    }
}
