// How a run trains: batches, schedule, optimizer and how often it is measured.
namespace AttentionLab.Model;

public enum OptimizerKind
{
    AdamW,
    Sgd,

    /// <summary>Muon for the matrices inside the blocks, AdamW with the same learning rate for everything else.</summary>
    Muon,
}

public sealed record TrainingConfig
{
    /// <summary>Windows per step, B.</summary>
    public int Batch { get; init; } = 12;

    /// <summary>Steps of the whole run; the cosine ends there.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>The highest learning rate, reached after the warm-up.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The learning rate at the last step; equal to <see cref="LearningRate"/> for a constant one.</summary>
    public double MinLearningRate { get; init; } = 1e-4;

    /// <summary>Steps over which the learning rate rises from 0.</summary>
    public int Warmup { get; init; } = 100;

    /// <summary>Decoupled weight decay, on matrices only.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>The longest gradient (L2 norm over all parameters); 0 does not clip.</summary>
    public double GradientClip { get; init; } = 1.0;

    /// <summary>Steps between two estimates of the loss.</summary>
    public int EvalEvery { get; init; } = 250;

    /// <summary>Batches that an estimate averages over, for each half of the corpus.</summary>
    public int EvalBatches { get; init; } = 20;

    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;

    /// <summary>The learning rate of a step; the first step is 1. Linear warm-up, then half a cosine down to the minimum.</summary>
    public double LearningRateAt(int step)
    {
        if (Warmup > 0 && step <= Warmup) return LearningRate * Math.Max(step, 0) / Warmup;
        double progress = Math.Min(1.0, (step - Warmup) / (double)Math.Max(1, Steps - Warmup));
        return MinLearningRate + 0.5 * (1 + Math.Cos(Math.PI * progress)) * (LearningRate - MinLearningRate);
    }

    /// <summary>Every problem, not only the first; empty when a run can be started.</summary>
    public IReadOnlyList<ConfigProblem> Problems()
    {
        var problems = new List<ConfigProblem>();
        problems.Whole("training.batch", Batch, 1, ModelLimits.Batch);
        problems.Whole("training.steps", Steps, 1, ModelLimits.Steps);
        problems.Positive("training.learningRate", LearningRate, ModelLimits.LearningRate);
        problems.Within("training.minLearningRate", MinLearningRate, 0, ModelLimits.LearningRate);
        problems.Whole("training.warmup", Warmup, 0, ModelLimits.Steps);
        problems.Within("training.weightDecay", WeightDecay, 0, 10);
        problems.Within("training.gradientClip", GradientClip, 0, 1e6);
        problems.Whole("training.evalEvery", EvalEvery, 1, ModelLimits.Steps);
        problems.Whole("training.evalBatches", EvalBatches, 1, 1000);
        problems.Defined("training.optimizer", Optimizer);
        if (MinLearningRate > LearningRate)
            problems.Add(new("training.minLearningRate", FormattableString.Invariant($"{MinLearningRate} is above the learning rate {LearningRate}; it must not be.")));
        return problems;
    }
}
