// One viewer of a run's frames: takes the newest when it holds a credit and its own rate allows.
namespace AttentionLab.Server.Live;

public sealed class FrameViewer : IDisposable
{
    private readonly FrameFeed _feed;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly ViewerCredits _credits = new();
    private readonly Pulse _pulse = new();
    private long _lastNumber;
    private long _notBefore;

    internal FrameViewer(FrameFeed feed, int maxPerSecond, TimeProvider clock) =>
        (_feed, _clock, _interval, _notBefore) = (feed, clock, TimeSpan.FromSeconds(1.0 / maxPerSecond), clock.GetTimestamp());

    /// <summary>Whether a new frame would be sent at once.</summary>
    public bool IsReady => _credits.Any && Wait() <= TimeSpan.Zero;

    /// <summary>The viewer has drawn a frame.</summary>
    public void Acknowledge()
    {
        _credits.Return();
        Wake();
    }

    /// <summary>The newest frame not yet sent, as soon as there is one and this viewer may have it.</summary>
    public async Task<PackedFrame> Next(CancellationToken cancellation)
    {
        while (true)
        {
            var beat = _pulse.Next();
            if (Wait() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _clock, cancellation);
                continue;
            }
            if (_feed.Newest is { } newest && newest.Number > _lastNumber && _credits.TryTake())
            {
                _lastNumber = newest.Number;
                Volatile.Write(ref _notBefore, _clock.GetTimestamp() + (long)(_interval.TotalSeconds * _clock.TimestampFrequency));
                return newest;
            }
            await beat.WaitAsync(cancellation);
        }
    }

    public void Dispose() => _feed.Leave(this);

    internal void Wake() => _pulse.Beat();

    private TimeSpan Wait() => _clock.GetElapsedTime(_clock.GetTimestamp(), Volatile.Read(ref _notBefore));
}
