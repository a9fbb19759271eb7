// What runs take on the disk, and runs that were deleted but can still be had back.
namespace AttentionLab.Contracts;

public interface IRunFiles
{
    /// <summary>Looks at the disk, beside everything else; an answer may be two seconds old.</summary>
    /// <exception cref="LabException">The disk does not answer.</exception>
    Task<DiskUse> Measure(CancellationToken cancellation = default);

    /// <summary>Runs that were deleted and are not gone yet, last deleted first.</summary>
    IReadOnlyList<DeletedRun> Deleted { get; }

    /// <summary>How long and how much is kept.</summary>
    KeepingRules Rules { get; }

    /// <summary>Brings a deleted run back as it was.</summary>
    /// <exception cref="LabException">It is gone, or the disk takes nothing.</exception>
    Task<RunInfo> Restore(string id);

    /// <summary>Removes a deleted run for good.</summary>
    /// <exception cref="LabException">It is gone already, or the disk does not let go of it.</exception>
    Task Purge(string id);
}

/// <summary>Bytes on the disk.</summary>
/// <param name="Runs">One entry a run; folders that cannot be read have theirs, too.</param>
/// <param name="History">Curves, attention, samples and records of all runs.</param>
/// <param name="Weights">Checkpoints of all runs.</param>
/// <param name="Deleted">Deleted runs that can still be had back.</param>
/// <param name="Free">What the disk has left; null where it does not say.</param>
public sealed record DiskUse(IReadOnlyList<RunBytes> Runs, long History, long Weights, long Deleted, long? Free);

/// <summary>What one run takes.</summary>
/// <param name="History">Everything but its checkpoints.</param>
public sealed record RunBytes(string Id, long History, long Weights);

/// <summary>A run that can still be had back.</summary>
/// <param name="DeletedAt">When it was deleted.</param>
/// <param name="GoneAt">When it is removed for good; earlier, if deleted runs take more room than is allowed.</param>
public sealed record DeletedRun(string Id, string Name, int Step, int Steps, double? ValLoss, DateTimeOffset DeletedAt, DateTimeOffset GoneAt, long Bytes);

/// <summary>What the configuration says about keeping.</summary>
/// <param name="Checkpoints">Most checkpoints of a run (Lab:KeptCheckpoints).</param>
/// <param name="DeletedDays">How long deleted runs can be had back (Lab:DeletedDays).</param>
/// <param name="DeletedBytes">Most bytes of deleted runs; the oldest go first (Lab:MaxDeletedBytes).</param>
public sealed record KeepingRules(int Checkpoints, int DeletedDays, long DeletedBytes);
