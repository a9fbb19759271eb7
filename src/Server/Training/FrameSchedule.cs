// Which steps' attention is kept for good: every fifth of the first hundred, then some two hundred over the rest.
namespace AttentionLab.Server.Training;

/// <param name="steps">Steps of the whole run.</param>
public sealed class FrameSchedule(int steps)
{
    private const int Early = 100, EarlySpacing = 5, LaterFrames = 185;
    private readonly int _laterSpacing = Math.Max(1, (steps - Early) / LaterFrames);

    /// <summary>A run too short for that keeps every step.</summary>
    public bool Keeps(int step)
    {
        if (step == 0 || step == steps || steps <= 2 * Early) return true;
        return step <= Early ? step % EarlySpacing == 0 : (step - Early) % _laterSpacing == 0;
    }
}
