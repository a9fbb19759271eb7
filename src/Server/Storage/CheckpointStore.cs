// A run's checkpoints: checkpoints/step-N.safetensors, each whole or not there.
using System.Globalization;

namespace AttentionLab.Server.Storage;

/// <summary>Keeps the newest, the best, and older ones ever further apart. Thread-safe.</summary>
/// <param name="best">Which of these steps is the best; null where none is known to be.</param>
public sealed class CheckpointStore(string folder, int keep, Func<IReadOnlyList<int>, int?> best)
{
    private const string Prefix = "step-", Ending = ".safetensors", DamagedEnding = ".damaged";
    private readonly Lock _gate = new();
    private List<int>? _steps;

    /// <summary>Steps whose weights are kept, in order.</summary>
    public IReadOnlyList<int> Steps
    {
        get { lock (_gate) return [.. Loaded()]; }
    }

    /// <summary>The last step kept; null when there is none.</summary>
    public int? Newest
    {
        get { lock (_gate) return Loaded() is [.., int last] ? last : null; }
    }

    /// <summary>Whether there are checkpoints that were put aside because they cannot be read.</summary>
    public bool HasDamaged => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + DamagedEnding).Any();

    /// <summary>Whether a step's checkpoint is kept, and its file has not been removed since.</summary>
    public bool Holds(int step)
    {
        lock (_gate) return Loaded().Contains(step) && File.Exists(PathOf(step));
    }

    /// <summary>Bytes that a checkpoint takes; 0 when it is not kept.</summary>
    public long Bytes(int step) => new FileInfo(PathOf(step)) is { Exists: true } file ? file.Length : 0;

    /// <exception cref="IOException">The disk is full or gone; what was kept before is untouched.</exception>
    public void Save(int step, Action<Stream> write)
    {
        if (Path.GetDirectoryName(folder) is { } run && !Directory.Exists(run)) throw new DirectoryNotFoundException($"The folder '{run}' is gone.");
        Directory.CreateDirectory(folder);
        AtomicFile.Write(PathOf(step), write);
        lock (_gate)
        {
            Loaded().RemoveAll(kept => !File.Exists(PathOf(kept)));
            if (!Loaded().Contains(step)) _steps!.Add(step);
            _steps!.Sort();
            while (_steps.Count > keep)
            {
                int leaver = CheckpointLadder.Leaver(_steps, best(_steps));
                _steps.Remove(leaver);
                DiskMoments.Pass(DiskMoment.Delete, PathOf(leaver));
                File.Delete(PathOf(leaver));
            }
        }
    }

    /// <summary>The bytes of a checkpoint; null when that step is not kept.</summary>
    public Stream? Open(int step)
    {
        lock (_gate)
            return Holds(step) ? new FileStream(PathOf(step), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16) : null;
    }

    /// <summary>Puts a checkpoint aside that cannot be read, so that the one before it counts.</summary>
    public void SetAside(int step)
    {
        lock (_gate)
        {
            Loaded().Remove(step);
            if (File.Exists(PathOf(step))) File.Move(PathOf(step), PathOf(step) + DamagedEnding, overwrite: true);
        }
    }

    private string PathOf(int step) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step}{Ending}"));

    private List<int> Loaded()
    {
        if (_steps is not null) return _steps;
        if (!Directory.Exists(folder)) return _steps = [];
        AtomicFile.RemoveLeftovers(folder);
        var names = Directory.EnumerateFiles(folder, Prefix + "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file)[Prefix.Length..]);
        _steps = [.. names.Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Order()];
        return _steps;
    }
}
