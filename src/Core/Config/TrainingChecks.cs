// What is wrong with the settings of a training, every problem said so that it can be mended.
namespace AttentionLab.Core;

public static class TrainingChecks
{
    /// <summary>Every problem, not only the first; empty when a run can be started.</summary>
    public static IReadOnlyList<ConfigProblem> Problems(this TrainingConfig training)
    {
        var problems = new List<ConfigProblem>();
        problems.Whole("training.batch", training.Batch, 1, ModelLimits.Batch);
        problems.Whole("training.steps", training.Steps, 1, ModelLimits.Steps);
        problems.Positive("training.learningRate", training.LearningRate, ModelLimits.LearningRate);
        problems.Within("training.minLearningRate", training.MinLearningRate, 0, ModelLimits.LearningRate);
        problems.Whole("training.warmup", training.Warmup, 0, ModelLimits.Steps);
        problems.Within("training.weightDecay", training.WeightDecay, 0, 10);
        problems.Within("training.gradientClip", training.GradientClip, 0, 1e6);
        problems.Whole("training.evalEvery", training.EvalEvery, 1, ModelLimits.Steps);
        problems.Whole("training.evalBatches", training.EvalBatches, 1, 1000);
        problems.Defined("training.optimizer", training.Optimizer);
        if (training.LearningRate > 0 && training.MinLearningRate > training.LearningRate)
            problems.Add(new("training.minLearningRate", FormattableString.Invariant($"{training.MinLearningRate} is above the learning rate {training.LearningRate}; it must not be.")));
        return problems;
    }
}
