// Lets a repeated piece of work take only so much of the time: at most so often, and at most such a share.
namespace AttentionLab.Server.Training;

/// <param name="interval">Least time from one to the next.</param>
/// <param name="share">The work's largest share of the time, such as 0.04.</param>
public sealed class Throttle(TimeProvider clock, TimeSpan interval, double share)
{
    private long _next = clock.GetTimestamp();

    public bool Allows => clock.GetTimestamp() >= _next;

    /// <summary>Does the work, and puts the next one off for as long as this one earns.</summary>
    public void Do(Action work)
    {
        long start = clock.GetTimestamp();
        work();
        long end = clock.GetTimestamp();
        long rest = (long)(Math.Max(interval.TotalSeconds, clock.GetElapsedTime(start, end).TotalSeconds / share) * clock.TimestampFrequency);
        _next = start + rest;
    }
}
