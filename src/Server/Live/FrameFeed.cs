// A run's newest frame and the viewers who wait for one; whoever is slow misses frames, nobody is waited for.
using System.Collections.Concurrent;

namespace AttentionLab.Server.Live;

/// <summary>A packed frame; numbers grow with each that is published.</summary>
public sealed record PackedFrame(long Number, int Step, byte[] Bytes);

/// <summary>Published by the training thread, watched by anyone.</summary>
public sealed class FrameFeed
{
    private readonly ConcurrentDictionary<FrameViewer, bool> _viewers = new();
    private long _number;
    private PackedFrame? _newest;

    public PackedFrame? Newest => Volatile.Read(ref _newest);

    /// <summary>Whether a viewer would be sent a frame if there were one now.</summary>
    public bool IsWanted
    {
        get
        {
            foreach (var (viewer, _) in _viewers)
                if (viewer.IsReady) return true;
            return false;
        }
    }

    /// <summary>Makes a frame the newest. Never waits.</summary>
    public void Publish(int step, byte[] bytes)
    {
        Volatile.Write(ref _newest, new PackedFrame(Interlocked.Increment(ref _number), step, bytes));
        Wake();
    }

    /// <summary>Offers a frame from disk, unless there is a live one.</summary>
    public void PublishKept(int step, byte[] bytes)
    {
        if (Newest is not null) return;
        Interlocked.CompareExchange(ref _newest, new PackedFrame(Interlocked.Increment(ref _number), step, bytes), null);
        Wake();
    }

    /// <summary>Forgets the newest frame, when its step is trained again.</summary>
    public void Clear() => Volatile.Write(ref _newest, null);

    /// <summary>Watches until the answer is disposed.</summary>
    public FrameViewer Join(int maxPerSecond, TimeProvider clock)
    {
        var viewer = new FrameViewer(this, maxPerSecond, clock);
        _viewers[viewer] = true;
        return viewer;
    }

    internal void Leave(FrameViewer viewer) => _viewers.TryRemove(viewer, out _);

    private void Wake()
    {
        foreach (var (viewer, _) in _viewers) viewer.Wake();
    }
}
