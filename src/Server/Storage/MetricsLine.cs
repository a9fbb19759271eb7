// One line of metrics.jsonl: a trained step, or a loss estimate at a step.
namespace AttentionLab.Server.Storage;

/// <summary>A step has the first group of numbers, an estimate has Eval. Numbers that were not finite are null.</summary>
public sealed record MetricsLine
{
    public required int Step { get; init; }
    public double? TrainLoss { get; init; }
    public double? LearningRate { get; init; }
    public double? GradientNorm { get; init; }
    public double? TokensPerSecond { get; init; }

    /// <summary>When it was recorded, in seconds since 1970 (UTC); null in lines of older versions.</summary>
    public double? Time { get; init; }
    public EvalLine? Eval { get; init; }

    public sealed record EvalLine(double? TrainLoss, double? ValLoss)
    {
        /// <summary>Of an early estimate only: batches of each half.</summary>
        public int? Batches { get; init; }

        /// <summary>Of a task only.</summary>
        public double? Accuracy { get; init; }
        public double? TokenAccuracy { get; init; }
    }
}
