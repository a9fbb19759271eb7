// What one training step did.
namespace AttentionLab.Core;

/// <param name="Step">Number of the step; the first is 1.</param>
/// <param name="Loss">Cross entropy of the batch before the update, in nats per token.</param>
/// <param name="LearningRate">That the update used.</param>
/// <param name="GradientNorm">L2 norm of all gradients before clipping.</param>
/// <param name="TokensPerSecond">Tokens of the batch over the time of this step.</param>
/// <param name="IsFinite">False when loss or gradient were not finite numbers: then the weights are as they were before.</param>
public sealed record StepResult(int Step, double Loss, double LearningRate, double GradientNorm, double TokensPerSecond, bool IsFinite)
{
    /// <summary>What its time went into.</summary>
    public StepTimes Times { get; init; }

    /// <summary>Where the numbers were not finite: the first operation that made NaN, if one did.</summary>
    public string? Cause { get; init; }
}

/// <summary>Milliseconds of a step's parts; 0 for what a step that is not finite left out.</summary>
/// <param name="Forward">Drawing the batch, and the loss.</param>
/// <param name="Clip">Measuring the gradients and scaling them down.</param>
/// <param name="Update">The optimizer.</param>
public readonly record struct StepTimes(double Forward, double Backward, double Clip, double Update);
