// Deleted runs: whole folders, moved aside by one rename and moved back by another, removed for good when their time is up.
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Storage;

/// <summary>Thread-safe. The folder of a deleted run is called <c>ID.MILLISECONDS</c>, the time (since 1970, UTC) at which it was deleted, so nothing else has to be written.</summary>
public sealed class Trash(DataFolder data, LabOptions options, TimeProvider clock, ILogger<Trash> log)
{
    private const string PurgingPrefix = ".purging-";

    /// <summary>So long the limit on bytes spares a deleted run: what was deleted by mistake can be had back, however large.</summary>
    private static readonly TimeSpan Spared = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, DeletedRun> _known = new();

    /// <summary>Last deleted first.</summary>
    public IReadOnlyList<DeletedRun> All
    {
        get
        {
            lock (_gate) return [.. Folders().Select(Described).OrderByDescending(run => run.DeletedAt).ThenByDescending(run => run.Id, StringComparer.Ordinal)];
        }
    }

    /// <exception cref="IOException">The disk takes nothing; the folder is where it was.</exception>
    public void Put(string folder)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(data.Deleted);
            string name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(folder)}.{clock.GetUtcNow().ToUnixTimeMilliseconds()}");
            Directory.Move(folder, Path.Combine(data.Deleted, name));
        }
    }

    /// <summary>Moves a run's folder back.</summary>
    /// <exception cref="LabException">There is no deleted run of that id.</exception>
    /// <exception cref="IOException">The disk takes nothing; the folder is where it was.</exception>
    public void Take(string id, string target)
    {
        lock (_gate) Directory.Move(FolderOf(id), target);
    }

    /// <exception cref="LabException">There is no deleted run of that id.</exception>
    /// <exception cref="IOException">The disk does not let go of it.</exception>
    public void Purge(string id) => Remove([FolderOf(id)]);

    /// <summary>Removes what was deleted too long ago, then the oldest of what takes too much room, and what a removal left behind.</summary>
    public void Sweep()
    {
        try
        {
            List<string> doomed;
            lock (_gate) doomed = [.. Doomed()];
            Remove(doomed);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            log.LogWarning("A deleted run cannot be removed, so it stays: {Reason}", e.Message);
        }
    }

    private IEnumerable<string> Doomed()
    {
        if (!Directory.Exists(data.Deleted)) yield break;
        foreach (string half in Directory.GetDirectories(data.Deleted, PurgingPrefix + "*")) yield return half;
        var now = clock.GetUtcNow();
        long bytes = 0;
        foreach (var (folder, run) in Folders().Select(folder => (Folder: folder, Run: Described(folder))).OrderByDescending(deleted => deleted.Run.DeletedAt))
        {
            bytes += run.Bytes;
            bool tooOld = now >= run.GoneAt, tooMuch = bytes > options.MaxDeletedBytes && now - run.DeletedAt > Spared;
            if (tooOld || tooMuch) yield return folder;
        }
    }

    /// <summary>Renamed first, so that a run that is half removed is never offered.</summary>
    private void Remove(IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            string purging = folder;
            lock (_gate)
            {
                string name = Path.GetFileName(folder);
                _known.TryRemove(name, out _);
                if (!name.StartsWith(PurgingPrefix, StringComparison.Ordinal)) Directory.Move(folder, purging = Path.Combine(data.Deleted, PurgingPrefix + name));
            }
            Directory.Delete(purging, recursive: true);
        }
    }

    private IEnumerable<string> Folders() =>
        Directory.Exists(data.Deleted) ? Directory.EnumerateDirectories(data.Deleted).Where(folder => Split(folder) is not null) : [];

    private string FolderOf(string id)
    {
        lock (_gate)
            return Folders().OrderDescending(StringComparer.Ordinal).FirstOrDefault(folder => Split(folder)!.Value.Id == id)
                ?? throw new LabException(Refusal.NotFound, $"There is no deleted run '{id}'; it may have been removed for good, or brought back.");
    }

    private static (string Id, DateTimeOffset At)? Split(string folder)
    {
        string name = Path.GetFileName(folder);
        int dot = name.LastIndexOf('.');
        return dot > 0 && !name.StartsWith('.') && long.TryParse(name[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? (name[..dot], DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
    }

    /// <summary>A deleted run does not change, so it is read once.</summary>
    private DeletedRun Described(string folder) => _known.GetOrAdd(Path.GetFileName(folder), _ =>
    {
        var (id, at) = Split(folder)!.Value;
        var (history, weights) = DiskMeter.BytesOf(folder);
        var run = new DeletedRun(id, id, 0, 0, null, at, at.AddDays(options.DeletedDays), history + weights);
        try
        {
            var record = Run.ReadRecord(folder);
            return run with { Name = record.Name, Step = record.Step, Steps = record.Training.Steps, ValLoss = record.ValLoss };
        }
        catch (Exception e) when (DiskFault.Is(e) || e is JsonException or InvalidDataException)
        {
            return run; // a damaged run: its folder is all that is known
        }
    });
}
