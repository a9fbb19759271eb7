// The time-lapse of a run's probe text: packed frames in attention.bin, where each lies in attention.idx.
using System.Buffers.Binary;
using AttentionLab.Server.Live;

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
    /// <exception cref="LabException">What lies there is no frame of that step.</exception>
    public byte[]? Read(int step)
    {
        lock (_gate)
        {
            if (!Loaded().TryGetValue(step, out var entry)) return null;
            var bytes = new byte[entry.Length];
            if (_bin is not null) ReadExactly(_bin, entry.Offset, bytes); // there even when the file was removed
            else
            {
                using var file = Open(_binPath, FileMode.Open, FileAccess.Read);
                ReadExactly(file, entry.Offset, bytes);
            }
            return FramePacker.IsOf(bytes, step) ? bytes : throw new LabException(Refusal.Unavailable, $"The frame of step {step} is damaged: what lies in {FramesName} is none of that step.");
        }
    }

    /// <summary>The newest kept frame that can be read; null before the first.</summary>
    public (int Step, byte[] Bytes)? Newest()
    {
        lock (_gate)
        {
            foreach (int step in Loaded().Keys.Reverse())
            {
                try
                {
                    return (step, Read(step)!);
                }
                catch (LabException)
                {
                    // The one before it, then.
                }
            }
            return null;
        }
    }

    /// <exception cref="IOException">The disk took nothing; the frame is not kept.</exception>
    public void Add(int step, byte[] frame)
    {
        lock (_gate)
        {
            Loaded();
            RestoreRemoved();
            _bin ??= Open(_binPath, FileMode.OpenOrCreate, FileAccess.ReadWrite);
            _index ??= Open(_indexPath, FileMode.OpenOrCreate, FileAccess.Write);
            long offset = _bin.Length, entries = _index.Length / EntryBytes * EntryBytes; // behind a torn entry
            try
            {
                Append(_bin, _binPath, offset, frame);
                Append(_index, _indexPath, entries, Entry(step, frame.Length, offset));
            }
            catch (IOException)
            {
                _index.SetLength(entries);
                _bin.SetLength(offset); // a full disk needs the room
                throw;
            }
            _entries[step] = (offset, frame.Length);
        }
    }

    /// <summary>Everything added is on the disk when this returns. Readers need not wait for the disk.</summary>
    public void Sync()
    {
        FileStream? bin, index;
        lock (_gate)
        {
            RestoreRemoved();
            (bin, index) = (_bin, _index);
        }
        if (bin is not null) DiskMoments.Pass(DiskMoment.Sync, _binPath);
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
            WriteIndex();
            using var bin = Open(_binPath, FileMode.Open, FileAccess.Write);
            bin.SetLength(_entries.Count == 0 ? 0 : _entries.Values.Max(entry => entry.Offset + entry.Length));
        }
    }

    public void Dispose()
    {
        lock (_gate) Close();
    }

    /// <summary>On most systems an open file can be removed. What it held is still there for whoever has it open, so it is written anew.</summary>
    private void RestoreRemoved()
    {
        if (_bin is null || _index is null || (File.Exists(_binPath) && File.Exists(_indexPath))) return;
        AtomicFile.Write(_binPath, stream =>
        {
            _bin.Position = 0;
            _bin.CopyTo(stream);
        });
        WriteIndex();
        Close();
    }

    private void WriteIndex() => AtomicFile.Write(_indexPath, stream =>
    {
        foreach (var (step, (offset, length)) in _entries) stream.Write(Entry(step, length, offset));
    });

    private static FileStream Open(string path, FileMode mode, FileAccess access) => new(path, mode, access, FileShare.ReadWrite | FileShare.Delete, 1);

    private static void Append(FileStream file, string path, long end, byte[] bytes)
    {
        DiskMoments.Pass(DiskMoment.Append, path);
        file.Position = end;
        file.Write(bytes);
    }

    private static void ReadExactly(FileStream file, long offset, byte[] bytes)
    {
        file.Position = offset;
        file.ReadExactly(bytes);
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
