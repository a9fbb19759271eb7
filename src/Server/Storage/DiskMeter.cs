// How many bytes runs take: read from the disk itself, so that it is right whatever was changed by hand.
using System.IO.Enumeration;

namespace AttentionLab.Server.Storage;

/// <summary>Thread-safe. Many who ask within two seconds share one look.</summary>
public sealed class DiskMeter(DataFolder data, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private Task<DiskUse>? _look;
    private long _at;

    /// <exception cref="IOException">The disk does not answer.</exception>
    public Task<DiskUse> Measure()
    {
        lock (_gate)
        {
            if (_look is { IsFaulted: false } && (!_look.IsCompleted || clock.GetElapsedTime(_at) < Fresh)) return _look;
            _at = clock.GetTimestamp();
            return _look = Task.Run(Look);
        }
    }

    /// <summary>The next one who asks has the disk looked at again.</summary>
    public void Forget()
    {
        lock (_gate) _look = null;
    }

    /// <summary>Bytes of one run's folder; what disappears meanwhile counts for nothing.</summary>
    public static (long History, long Weights) BytesOf(string folder)
    {
        long history = 0, weights = 0;
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        try
        {
            var files = new FileSystemEnumerable<(long, bool)>(folder, (ref FileSystemEntry entry) => (entry.Length, !entry.Directory.SequenceEqual(entry.RootDirectory)), all)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            };
            foreach (var (bytes, isWeights) in files)
            {
                if (isWeights) weights += bytes;
                else history += bytes;
            }
        }
        catch (DirectoryNotFoundException)
        {
            // deleted while it was counted
        }
        return (history, weights);
    }

    private DiskUse Look()
    {
        var runs = new DirectoryInfo(data.Runs).EnumerateDirectories().Where(folder => !folder.Name.StartsWith('.')).AsParallel().AsOrdered()
            .Select(folder => BytesOf(folder.FullName) is var (history, weights) ? new RunBytes(folder.Name, history, weights) : null!).ToList();
        var deleted = Directory.Exists(data.Deleted) ? BytesOf(data.Deleted) : default;
        return new(runs, runs.Sum(run => run.History), runs.Sum(run => run.Weights), deleted.History + deleted.Weights, Free());
    }

    private long? Free()
    {
        try { return new DriveInfo(data.Root).AvailableFreeSpace; }
        catch (Exception e) when (e is ArgumentException || DiskFault.Is(e)) { return null; }
    }
}
