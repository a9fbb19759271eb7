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
    /// <summary>Where the numbers were not finite: the first operation that made NaN, if one did.</summary>
    public string? Cause { get; init; }
}
