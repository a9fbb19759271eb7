// The learning rate of every step: linear warm-up, then half a cosine down to the minimum.
namespace AttentionLab.Core;

public static class LearningRateSchedule
{
    /// <summary>The learning rate of a step; the first step is 1.</summary>
    public static double LearningRateAt(this TrainingConfig training, int step)
    {
        var (highest, lowest, warmup) = (training.LearningRate, training.MinLearningRate, training.Warmup);
        if (warmup > 0 && step <= warmup) return highest * Math.Max(step, 0) / warmup;
        double progress = Math.Min(1.0, (step - warmup) / (double)Math.Max(1, training.Steps - warmup));
        return lowest + 0.5 * (1 + Math.Cos(Math.PI * progress)) * (highest - lowest);
    }
}
