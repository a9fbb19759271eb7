// run.json: what a run is made of and where it stands, enough to list it and to go on with it.
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace AttentionLab.Server.Storage;

public sealed record RunRecord
{
    /// <summary>The layout of run.json that this server writes.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required RunStatus Status { get; init; }
    public string? Message { get; init; }
    /// <summary>Words that people put on it; null in records written before there were any.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
    public required string Preset { get; init; }
    public required CorpusReference Corpus { get; init; }

    /// <summary>Sizes of the task that the corpus is; null where it is a text.</summary>
    public TaskSizes? Task { get; init; }
    public required long Seed { get; init; }

    /// <summary>What computes it; records written before there were two engines name none and are the managed one's.</summary>
    [AllowNull]
    public string Engine { get; init => field = string.IsNullOrEmpty(value) ? EngineNames.Managed : value; } = EngineNames.Managed;

    /// <summary>Version of the engine that trained it last.</summary>
    public string? EngineTitle { get; init; }

    /// <summary>cpu or cuda; null in records from before there was a choice.</summary>
    public string? Device { get; init; }

    /// <summary>Threads that its steps are computed with; null where any number gives the same bits.</summary>
    public int? Threads { get; init; }
    public required GptConfig Model { get; init; }

    /// <summary>As the run was started; a learning rate changed since stands beside it.</summary>
    public required TrainingConfig Training { get; init; }

    /// <summary>The highest learning rate a person changed to; null while it is the one of Training.</summary>
    public double? LearningRate { get; init; }
    public required long Parameters { get; init; }

    /// <summary>How text becomes tokens, whole, so that the run can be opened though its corpus is gone.</summary>
    [JsonConverter(typeof(KnownTokenizerJson))]
    public TokenizerState? Tokenizer { get; init; }

    /// <summary>The characters in the order of their ids, in records written before there was another tokenizer.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>Of the text that validates.</summary>
    public double TokensPerCharacter { get; init; } = 1;

    /// <summary>Probe texts, each with the first step it was shown at. The last one is the current one.</summary>
    public required IReadOnlyList<ProbeText> Probes { get; init; }

    /// <summary>Where the run stood when this was written.</summary>
    public required int Step { get; init; }
    public double? TrainLoss { get; init; }
    public double? ValLoss { get; init; }

    /// <summary>The step of the last estimate; null in records of older versions.</summary>
    public int? EvalStep { get; init; }
    public double? Accuracy { get; init; }
    public Sample? Sample { get; init; }

    /// <summary>The race that it is a racer of; null for a single run.</summary>
    public RaceEntry? Race { get; init; }

    /// <summary>Where it was forked from; null for a run that started from nothing.</summary>
    public ParentRun? Parent { get; init; }

    /// <summary>Where the run came from when it was not started here; null when it was.</summary>
    public string? Origin { get; init; }

    /// <summary>What wrote it.</summary>
    public string? Server { get; init; }

    /// <summary>The training as it is now: the whole schedule moves with its highest learning rate.</summary>
    public TrainingConfig TrainingNow() => LearningRate is { } rate
        ? Training with { LearningRate = rate, MinLearningRate = Training.MinLearningRate / Training.LearningRate * rate }
        : Training;

    /// <summary>Which text, and the SHA-256 of its UTF-8 bytes.</summary>
    public sealed record CorpusReference(string Id, string Title, string Sha256);

    public sealed record ProbeText(int FromStep, string Text);

    /// <param name="Id">Of the race.</param>
    /// <param name="OutAt">The step at which it left the race because it could not go on; null while it is in it.</param>
    public sealed record RaceEntry(string Id, int? OutAt = null);
}
