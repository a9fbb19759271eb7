// When a checkpoint is due: every so many seconds, after each estimate, and never for more than its share of the time.
namespace AttentionLab.Server.Training;

/// <param name="share">Of all time, such as 0.01.</param>
public sealed class CheckpointClock(TimeProvider clock, TimeSpan interval, double share)
{
    private static readonly TimeSpan LeastAfterEstimate = TimeSpan.FromSeconds(1);
    private long _last = clock.GetTimestamp();
    private TimeSpan _rest = TimeSpan.Zero;

    public bool IsDue(bool estimated)
    {
        var since = clock.GetElapsedTime(_last);
        return since >= _rest && since >= (estimated ? LeastAfterEstimate : interval);
    }

    /// <summary>Saves, and counts what that took.</summary>
    public void Do(Action save)
    {
        long start = clock.GetTimestamp();
        save();
        _last = clock.GetTimestamp();
        _rest = clock.GetElapsedTime(start, _last) / share;
    }
}
