// A run's curves in columns, as stored, streamed and drawn.
namespace AttentionLab.Contracts;

/// <summary>One entry per trained step, and beside it one per loss estimate. Losses in nats per token.</summary>
public sealed record Metrics
{
    public required IReadOnlyList<int> Step { get; init; }

    [MaybeNotFinite]
    public required IReadOnlyList<double> TrainLoss { get; init; }
    public required IReadOnlyList<double> LearningRate { get; init; }

    [MaybeNotFinite]
    public required IReadOnlyList<double> GradientNorm { get; init; }

    [MaybeNotFinite]
    public required IReadOnlyList<double> TokensPerSecond { get; init; }
    public required Estimates Eval { get; init; }
}

/// <summary>A run's training loss at a few of its recorded steps, as small pictures draw it. Nothing is averaged: each point is a step's own, and of every stretch its smallest and its largest are there.</summary>
public sealed record ThinCurve(IReadOnlyList<int> Step, IReadOnlyList<double> TrainLoss)
{
    /// <summary>Most points of one.</summary>
    public const int MostPoints = 96;
}

/// <summary>Loss estimates over many batches of each split.</summary>
public sealed record Estimates
{
    public required IReadOnlyList<int> Step { get; init; }

    [MaybeNotFinite]
    public required IReadOnlyList<double> TrainLoss { get; init; }

    [MaybeNotFinite]
    public required IReadOnlyList<double> ValLoss { get; init; }

    /// <summary>How many batches of each half an early estimate averages over; null for those over all of the run's EvalBatches, and in place of the column where there is no early one.</summary>
    public IReadOnlyList<int?>? Batches { get; init; }

    /// <summary>Share of held-out examples whose whole answer was right, 0 to 1; null where the corpus is no task.</summary>
    public IReadOnlyList<double>? Accuracy { get; init; }

    /// <summary>Share of the answers' tokens that were right; null where the corpus is no task.</summary>
    public IReadOnlyList<double>? TokenAccuracy { get; init; }
}
