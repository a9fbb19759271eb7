// When a checkpoint is due: every so many seconds, after each estimate, and never for more than 2 % of the time.
namespace AttentionLab.Server.Training;

public sealed class CheckpointClock(TimeProvider clock, TimeSpan interval)
{
    private const double Share = 0.02;
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
        _rest = clock.GetElapsedTime(start, _last) / Share;
    }
}
