// A run: what was asked for, what it is doing, and what it showed last.
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>Training now.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Held by a person; goes on with resume or step.</summary>
    [JsonStringEnumMemberName("paused")] Paused,

    /// <summary>All its steps are done.</summary>
    [JsonStringEnumMemberName("finished")] Finished,

    /// <summary>Ended early by a person.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,

    /// <summary>Training could not go on; the message says why.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>The server ended while it trained; goes on from its last checkpoint with resume.</summary>
    [JsonStringEnumMemberName("interrupted")] Interrupted,
}

/// <summary>A run as lists and pages show it. Losses are in nats per token.</summary>
public sealed record RunInfo
{
    /// <summary>Preset and corpus of a model that has none of the lab's.</summary>
    public const string Elsewhere = "imported";

    /// <summary>Id of the recording that comes with the lab.</summary>
    public const string RecordingId = "recording";

    public required string Id { get; init; }
    public required string Name { get; init; }
    public required RunStatus Status { get; init; }

    /// <summary>Words that people put on it, to find it again.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps asked for.</summary>
    public required int Steps { get; init; }

    /// <summary>Loss of the last step's batch; null before the first step.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Last estimate on the validation split; null before the first estimate.</summary>
    public double? ValLoss { get; init; }

    /// <summary>The step of the last estimate; null before the first, and where a record of an older version does not say.</summary>
    public int? EvalStep { get; init; }

    /// <summary>How many batches that estimate is over where it is an early one; null where it is over all.</summary>
    public int? EarlyBatches { get; init; }

    /// <summary>Share of a task's held-out examples that were answered rightly at the last estimate, 0 to 1; null before it and where the corpus is no task.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The last validation loss in bits per character, whatever the tokens: what runs with different tokens are compared by. Null before the first estimate, and for a task, whose loss is that of its answers.</summary>
    public double? BitsPerCharacter => ValLoss is { } loss && Task is null && Tokens is { } tokens ? loss / Math.Log(2) * tokens.PerCharacter : null;

    /// <summary>Throughput of the last second or so; null when not training.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Expected time to the last step; null when not training.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>Trainable numbers in the model.</summary>
    public required long Parameters { get; init; }
    public required string Preset { get; init; }

    /// <summary>Trained elsewhere and loaded here: it has no curve, and no steps to go.</summary>
    [JsonIgnore]
    public bool IsImported => Preset == Elsewhere;

    /// <summary>It is the recording that comes with the lab: made by a real run, and only to be looked at.</summary>
    public bool IsRecording => Id == RecordingId;

    /// <summary>Id of the corpus.</summary>
    public required string Corpus { get; init; }

    /// <summary>Sizes of the task; null where the corpus is none.</summary>
    public TaskSizes? Task { get; init; }

    /// <summary>How the text becomes tokens.</summary>
    public TokenSettings? Tokens { get; init; }
    public required long Seed { get; init; }

    /// <summary>What computes it: one of <see cref="EngineNames"/>, or a name that this build does not know.</summary>
    public required string Engine { get; init; }

    /// <summary>Of its numbers.</summary>
    [AllowedValues("float32")]
    public string Precision => "float32";

    /// <summary>Where it is computed: cpu or cuda; null for runs from before there was a choice.</summary>
    public string? Device { get; init; }

    /// <summary>Threads that its steps are computed with; null where any number gives the same bits.</summary>
    public int? Threads { get; init; }
    public required GptConfig Model { get; init; }
    public required TrainingConfig Training { get; init; }

    /// <summary>The fixed text on which attention is shown while training.</summary>
    public required string Probe { get; init; }

    /// <summary>The probe's tokens, as text.</summary>
    public required IReadOnlyList<string> ProbeTokens { get; init; }

    /// <summary>Last text the model wrote, and at which step.</summary>
    public Sample? Sample { get; init; }

    /// <summary>What a person should know, such as why it failed.</summary>
    public string? Message { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>The run that this one was forked from; null for a run that started from nothing.</summary>
    public ParentRun? Parent { get; init; }

    /// <summary>Where the run came from when it was not started here, such as "nanoGPT checkpoint ckpt.pt"; null when it was.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether weights are there to inspect and generate with.</summary>
    public bool HasWeights { get; init; }

    /// <summary>Id of the race that it is a racer of; null for a single run.</summary>
    public string? Race { get; init; }
}

/// <summary>Text written by the model at a step.</summary>
public sealed record Sample(int Step, string Text);

/// <summary>Asks for a new run. What is left out follows from the preset.</summary>
public sealed record NewRun
{
    public string? Name { get; init; }
    public string? Preset { get; init; }
    public string? Corpus { get; init; }

    /// <summary>Sizes of a task's examples; of task corpora only.</summary>
    public TaskChoice? Task { get; init; }

    /// <summary>How the text becomes tokens; characters when left out.</summary>
    public TokenChoice? Tokens { get; init; }
    public long? Seed { get; init; }

    /// <summary>Shorthand for training.steps.</summary>
    public int? Steps { get; init; }
    public string? Probe { get; init; }

    /// <summary>torchsharp or managed; the lab's default when left out.</summary>
    [AllowedValues(EngineNames.TorchSharp, EngineNames.Managed)]
    public string? Engine { get; init; }
    public ModelOverrides? Model { get; init; }
    public TrainingOverrides? Training { get; init; }
}

/// <summary>Numbers and switches that replace the preset's.</summary>
public sealed record ModelOverrides
{
    public int? Layers { get; init; }
    public int? Heads { get; init; }
    public int? Channels { get; init; }
    public int? Context { get; init; }
    public double? Dropout { get; init; }

    [AllowedValues("none", "average", "attention", "wavenet")]
    public string? Mixer { get; init; }

    [AllowedValues("relu", "gelu", "gelutanh")]
    public string? Activation { get; init; }
    public bool? FeedForward { get; init; }

    /// <summary>Hidden numbers of the feed-forward, as a multiple of the channels.</summary>
    public int? Widening { get; init; }
    public bool? Residual { get; init; }
    public bool? LayerNorm { get; init; }
    public bool? Mask { get; init; }
    public bool? Scale { get; init; }
    public bool? Positions { get; init; }

    /// <summary>A bias on queries, keys and values.</summary>
    public bool? AttentionBias { get; init; }

    /// <summary>Whether the token embeddings score; then headBias is false where it is left out.</summary>
    public bool? TiedHead { get; init; }
    public bool? HeadBias { get; init; }
}

/// <summary>Training numbers that replace the preset's.</summary>
public sealed record TrainingOverrides
{
    public int? Batch { get; init; }
    public int? Steps { get; init; }
    public double? LearningRate { get; init; }
    public double? MinLearningRate { get; init; }
    public int? Warmup { get; init; }
    public double? WeightDecay { get; init; }
    public double? GradientClip { get; init; }
    public int? EvalEvery { get; init; }
    public int? EvalBatches { get; init; }

    [AllowedValues("adamw", "sgd", "muon")]
    public string? Optimizer { get; init; }
}

/// <summary>What can be changed of a run; null leaves it as it is.</summary>
public sealed record RunChange
{
    public string? Name { get; init; }

    /// <summary>All tags that it shall have; those it has are replaced.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
    public double? LearningRate { get; init; }
    public string? Probe { get; init; }
}
