// All runs of the data folder: listed at start as they were, made, found and deleted.
using System.Collections.Concurrent;
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Storage;

/// <summary>Thread-safe. A folder that cannot be read is listed as failed and says why; it never stops the server.</summary>
public sealed class RunStore : IDisposable
{
    private const string DiscardedPrefix = ".deleted-", MakingPrefix = ".making-", ImportingPrefix = ".importing-";
    private readonly ConcurrentDictionary<string, Run> _runs = new();
    private readonly ConcurrentDictionary<string, DamagedRun> _damaged = new();
    private readonly string _folder;
    private readonly int _keepCheckpoints;
    private readonly Trash _trash;
    private readonly Recording _recording;
    private readonly TimeProvider _clock;
    private readonly ILogger<RunStore> _log;
    private readonly Task _loading;

    public RunStore(DataFolder data, Trash trash, Recording recording, LabOptions options, TimeProvider clock, ILogger<RunStore> log)
    {
        (_folder, _trash, _recording, _keepCheckpoints, _clock, _log) = (data.Runs, trash, recording, options.KeptCheckpoints, clock, log);
        string[] folders = Directory.GetDirectories(_folder);
        _loading = Task.Run(() => Parallel.ForEach(folders, Load)); // beside the rest of the start
    }

    /// <summary>Whoever needs the runs before all of them are read waits.</summary>
    private ConcurrentDictionary<string, Run> Runs
    {
        get
        {
            _loading.GetAwaiter().GetResult();
            return _runs;
        }
    }

    private ConcurrentDictionary<string, DamagedRun> Damaged
    {
        get
        {
            _loading.GetAwaiter().GetResult();
            return _damaged;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RunInfo> Infos =>
        [.. Runs.Values.Select(run => run.Info).Concat(Damaged.Values.Select(run => run.Info)).OrderByDescending(info => info.Created).ThenByDescending(info => info.Id, StringComparer.Ordinal)];

    public RunInfo? Info(string id) =>
        Runs.TryGetValue(id, out var run) ? run.Info : Damaged.TryGetValue(id, out var damaged) ? damaged.Info : null;

    /// <summary>Null when there is none of that id, or its files cannot be read.</summary>
    public Run? Find(string id) => Runs.GetValueOrDefault(id);

    /// <summary>The run that comes with the lab; null where its file is missing.</summary>
    public Run? Recording => _recording.Run;

    /// <summary>A run to look at and not to change: one of these, or the recording.</summary>
    /// <exception cref="LabException">There is none of that id, or its files cannot be read.</exception>
    public Run Look(string id) => id == RunInfo.RecordingId ? Recording ?? throw new LabException(Refusal.NotFound, "This lab came without its recording.") : Get(id);

    /// <exception cref="LabException">There is none of that id, its files cannot be read, or it is the recording, with which nothing can be done.</exception>
    public Run Get(string id)
    {
        if (Runs.TryGetValue(id, out var run)) return run;
        throw Damaged.TryGetValue(id, out var damaged)
            ? new LabException(Refusal.Conflict, $"Run '{id}' cannot be used: {damaged.Info.Message}")
            : NoSuchRun(id);
    }

    /// <summary>Makes the folder and the record of a new run.</summary>
    /// <param name="record">Given the run's id and time of creation.</param>
    /// <param name="fill">Puts more into it before anybody sees it; null for a run that starts from nothing.</param>
    public Run Create(Func<string, DateTimeOffset, RunRecord> record, Action<Run>? fill = null)
    {
        var now = _clock.GetUtcNow();
        string id = RecordId.New(now);
        string folder = Path.Combine(_folder, id);
        var first = record(id, now);
        if (fill is not null) first = Filled(first, fill, folder);
        else Directory.CreateDirectory(folder);
        var run = new Run(folder, first, _keepCheckpoints);
        run.Change(same => same);
        Runs[id] = run;
        return run;
    }

    /// <summary>Fills a folder of another name first, so that a run is whole or not there.</summary>
    private RunRecord Filled(RunRecord record, Action<Run> fill, string folder)
    {
        string making = Path.Combine(_folder, MakingPrefix + record.Id);
        try
        {
            Directory.CreateDirectory(making);
            using (var run = new Run(making, record, _keepCheckpoints))
            {
                fill(run);
                run.Sync();
                record = run.Record;
            }
            Directory.Move(making, folder);
            return record;
        }
        catch
        {
            if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
            throw;
        }
    }

    /// <summary>A folder beside the runs for what is being imported; what is left of it is removed at the next start.</summary>
    /// <exception cref="IOException">The disk takes nothing.</exception>
    public string NewImportFolder() => Directory.CreateDirectory(Path.Combine(_folder, ImportingPrefix + Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Takes in a folder that holds everything of a run but its record: the record is written there, then the folder is renamed.</summary>
    /// <param name="folder">Inside one of <see cref="NewImportFolder"/>.</param>
    /// <param name="record">Given the run's new id and the time.</param>
    /// <exception cref="IOException">The disk takes nothing; nothing was taken in.</exception>
    public Run Adopt(string folder, Func<string, DateTimeOffset, RunRecord> record)
    {
        var now = _clock.GetUtcNow();
        string id = RecordId.New(now), target = Path.Combine(_folder, id);
        var taken = record(id, now);
        using (var arriving = new Run(folder, taken, _keepCheckpoints)) arriving.Change(same => same);
        Directory.Move(folder, target);
        return Runs[id] = new Run(target, taken, _keepCheckpoints);
    }

    /// <summary>Moves a run's folder to the deleted runs, from where it can be had back.</summary>
    /// <exception cref="LabException">There is none of that id, or the disk takes nothing.</exception>
    public void Delete(string id)
    {
        TakeAway(id, _trash.Put);
        _ = Task.Run(_trash.Sweep);
    }

    /// <summary>Removes a run that never came to be, for good.</summary>
    /// <exception cref="LabException">As for deleting.</exception>
    public void Discard(string id) => TakeAway(id, folder =>
    {
        string doomed = Path.Combine(_folder, DiscardedPrefix + Path.GetFileName(folder));
        Directory.Move(folder, doomed);
        Directory.Delete(doomed, recursive: true);
    });

    /// <summary>Brings a deleted run back, as it was.</summary>
    /// <exception cref="LabException">There is no deleted run of that id, or the disk takes nothing.</exception>
    public RunInfo Restore(string id)
    {
        if (Info(id) is not null) throw new LabException(Refusal.Conflict, $"There is a run '{id}' already, so the deleted one cannot be brought back.");
        string folder = Path.Combine(_folder, id);
        try
        {
            _trash.Take(id, folder);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"Run '{id}' cannot be brought back: {e.Message}");
        }
        Load(folder);
        return Info(id)!;
    }

    private void TakeAway(string id, Action<string> away)
    {
        if (Info(id) is null) throw NoSuchRun(id);
        string folder = Damaged.TryGetValue(id, out var damaged) ? damaged.Folder : Runs[id].Folder;
        try
        {
            if (Runs.TryGetValue(id, out var run)) run.Dispose();
            if (Directory.Exists(folder)) away(folder);
            Damaged.TryRemove(id, out _);
            if (Runs.TryRemove(id, out run)) run.MarkDeleted();
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"Run '{id}' cannot be deleted: {e.Message}");
        }
    }

    public void Dispose()
    {
        foreach (var run in Runs.Values) run.Dispose();
    }

    private static LabException NoSuchRun(string id) => id == RunInfo.RecordingId
        ? new(Refusal.Conflict, "This is the recording that comes with the lab: it can be looked at, but it has no weights here, and nothing of it can be trained, changed or deleted. Start a run of your own for that.")
        : new(Refusal.NotFound, $"There is no run '{id}'; it may have been deleted.");

    private void Load(string folder)
    {
        string id = Path.GetFileName(folder);
        try
        {
            if (new[] { DiscardedPrefix, MakingPrefix, ImportingPrefix }.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)))
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            var record = Run.ReadRecord(folder);
            if (record.Id != id) throw new InvalidDataException($"run.json belongs to run '{record.Id}'");
            var run = new Run(folder, record, _keepCheckpoints);
            _runs[id] = run;
            if (record.Status == RunStatus.Running) MarkInterrupted(run);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.LogWarning("Run folder {Folder} cannot be read: {Reason}", folder, e.Message);
            _damaged[id] = new DamagedRun(folder, e.Message);
        }
    }

    /// <summary>The server ended while it trained, and had no time to say so.</summary>
    private void MarkInterrupted(Run run)
    {
        try
        {
            AtomicFile.RemoveLeftovers(run.Folder);
            Interrupt(run);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            _log.LogWarning("Run {Run} was interrupted, which cannot be written down: {Reason}", run.Id, e.Message);
        }
    }

    private static void Interrupt(Run run)
    {
        int step = run.Metrics.LastStep, from = run.Checkpoints.Newest ?? 0;
        var (trainLoss, valLoss, accuracy) = run.Metrics.Last;
        run.Change(record => record with
        {
            Status = RunStatus.Interrupted,
            Step = step,
            TrainLoss = trainLoss,
            ValLoss = valLoss,
            EvalStep = run.Metrics.LastEstimateStep,
            Accuracy = accuracy,
            Sample = run.Samples.Last,
            Message = $"The server ended while this run trained. Resume goes on from step {from}, exactly as it would have.",
        });
    }
}
