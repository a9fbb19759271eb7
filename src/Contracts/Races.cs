// A race: two to eight runs that train in turns, one step each, on the same batches from the same seed.
using System.ComponentModel.DataAnnotations;

namespace AttentionLab.Contracts;

/// <summary>A race as lists and pages show it. Each racer is a run of its own, with its own metrics, frames, samples and checkpoints.</summary>
public sealed record RaceInfo
{
    /// <summary>Fewest and most racers of a race.</summary>
    public const int LeastRacers = 2, MostRacers = 8;

    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>That of the racers who are still in it; failed when none is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Steps that every racer who is still in it has done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps asked for, the same for all.</summary>
    public required int Steps { get; init; }

    /// <summary>In the order of their lanes.</summary>
    public required IReadOnlyList<Racer> Runs { get; init; }

    /// <summary>What a person should know, such as from where an interrupted race goes on.</summary>
    public string? Message { get; init; }

    /// <summary>Id of the corpus that all racers train on.</summary>
    public required string Corpus { get; init; }
    public required long Seed { get; init; }

    /// <summary>Windows per step and tokens per window, the same for all: otherwise their batches would differ.</summary>
    public required int Batch { get; init; }
    public required int Context { get; init; }

    /// <summary>The fixed text on which the attention of all racers is shown.</summary>
    public required string Probe { get; init; }

    /// <summary>The probe's tokens, as text.</summary>
    public required IReadOnlyList<string> ProbeTokens { get; init; }
    public required DateTimeOffset Created { get; init; }
}

/// <summary>A run that races.</summary>
/// <param name="Id">Of the run.</param>
/// <param name="Name">What its lane is called.</param>
/// <param name="OutAt">The step at which it left the race because it could not go on; its run's message says why. Null while it is in it.</param>
/// <param name="StepMilliseconds">Mean time of its last steps, without the others' turns; null before the first.</param>
/// <param name="TokensPerSecond">Tokens of a step over that time.</param>
/// <param name="TimeShare">Its part, 0 to 1, of the time that all racers spent in steps; null before the first.</param>
public sealed record Racer(string Id, string Name, int? OutAt, double? StepMilliseconds, double? TokensPerSecond, double? TimeShare);

/// <summary>Asks for a new race. What is left out follows from the first racer's preset.</summary>
public sealed record NewRace
{
    public string? Name { get; init; }

    /// <summary>Shared by all racers, as are seed, steps and probe.</summary>
    public string? Corpus { get; init; }
    public TaskChoice? Task { get; init; }
    public TokenChoice? Tokens { get; init; }
    public long? Seed { get; init; }
    public int? Steps { get; init; }
    public string? Probe { get; init; }

    /// <summary>Windows per step, for all racers; without it their presets have to agree.</summary>
    public int? Batch { get; init; }

    /// <summary>Tokens per window, for all racers; without it their presets have to agree.</summary>
    public int? Context { get; init; }

    /// <summary>Steps between two estimates of the loss, and batches of an estimate, for all racers.</summary>
    public int? EvalEvery { get; init; }
    public int? EvalBatches { get; init; }
    public IReadOnlyList<NewRacer>? Racers { get; init; }
}

/// <summary>A racer of a new race: a preset and what is different from it.</summary>
public sealed record NewRacer
{
    public string? Name { get; init; }
    public string? Preset { get; init; }

    /// <summary>torchsharp or managed; the lab's default when left out.</summary>
    [AllowedValues(EngineNames.TorchSharp, EngineNames.Managed)]
    public string? Engine { get; init; }
    public ModelOverrides? Model { get; init; }

    /// <summary>Batch, steps and estimates belong to the race and are not allowed here.</summary>
    public TrainingOverrides? Training { get; init; }
}
