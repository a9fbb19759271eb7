// Runs that start from another run's checkpoint.
using System.ComponentModel.DataAnnotations;

namespace AttentionLab.Contracts;

public interface IForks
{
    /// <summary>Checkpoints of a run, oldest first; none when there is no such run.</summary>
    IReadOnlyList<KeptCheckpoint> CheckpointsOf(string run);

    /// <summary>Makes a run that has the parent's past up to a checkpoint, and trains it on from there.</summary>
    /// <exception cref="LabException">A field is wrong, there is no such checkpoint, or another run trains.</exception>
    Task<RunInfo> Fork(string parent, ForkRequest request, CancellationToken cancellation = default);
}

/// <summary>A step whose weights and moments are on disk.</summary>
/// <param name="ValLoss">The estimate made at that step; null where there is none.</param>
/// <param name="Best">Whether its estimate is the lowest of all that are kept; the best is never given up.</param>
public sealed record KeptCheckpoint(int Step, long Bytes, double? ValLoss, bool Best);

/// <summary>What a fork changes; what is left out is as its parent has it.</summary>
public sealed record ForkRequest
{
    /// <summary>A kept checkpoint; the newest when left out.</summary>
    public int? Step { get; init; }
    public string? Name { get; init; }
    public long? Seed { get; init; }

    /// <summary>Steps of the whole run, the parent's included.</summary>
    public int? Steps { get; init; }

    /// <summary>The engine that it goes on with; another one than its parent's takes the same weights on, and other roundings.</summary>
    [AllowedValues(EngineNames.TorchSharp, EngineNames.Managed)]
    public string? Engine { get; init; }
    public double? Dropout { get; init; }
    public bool? Mask { get; init; }
    public bool? Scale { get; init; }
    public TrainingOverrides? Training { get; init; }
}

/// <summary>Where a fork comes from.</summary>
/// <param name="Name">The parent's name when it was forked.</param>
/// <param name="Step">The checkpoint that the fork started from.</param>
/// <param name="Changes">What it changed, for people, such as "learning rate 0.003 to 0.001"; empty when nothing.</param>
public sealed record ParentRun(string Id, string Name, int Step, IReadOnlyList<string> Changes);
