// A wake-up call that any number of readers can wait for and that never makes the caller wait.
namespace AttentionLab.Server.Live;

/// <summary>Take <see cref="Next"/> before looking at the state, then wait for it: no beat is missed.</summary>
public sealed class Pulse
{
    private TaskCompletionSource? _next;

    /// <summary>Done at the next beat.</summary>
    public Task Next()
    {
        if (Volatile.Read(ref _next) is { } waiting) return waiting.Task;
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
    }

    public void Beat() => Interlocked.Exchange(ref _next, null)?.SetResult();
}
