// Tells everyone that runs changed: at once for a change of status, at most four times a second for progress.
using System.Collections.Concurrent;
using System.Threading.Channels;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Live;

/// <summary>Takes notice from any thread without ever making it wait; listeners are called one after the other on a thread of the pool.</summary>
public sealed class RunFeed(TimeProvider clock, ILogger<RunFeed> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Channel<(Run? Run, string? DeletedId)> _urgent = Channel.CreateUnbounded<(Run?, string?)>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, Run> _progress = new();

    public event Action<RunInfo>? Changed;
    public event Action<string>? Deleted;

    /// <summary>The run's status, name or settings changed.</summary>
    public void Change(Run run) => _urgent.Writer.TryWrite((run, null));

    /// <summary>The run trained on; several within the interval become one notice.</summary>
    public void Progress(Run run) => _progress.TryAdd(run.Id, run);

    public void Delete(string id) => _urgent.Writer.TryWrite((null, id));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        Task<bool> tick = timer.WaitForNextTickAsync(stoppingToken).AsTask(), urgent = _urgent.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(tick, urgent);
            if (urgent.IsCompleted)
            {
                while (_urgent.Reader.TryRead(out var notice))
                {
                    if (notice.DeletedId is { } id) Tell(Deleted, id);
                    else Tell(Changed, notice.Run!.Info);
                }
                urgent = _urgent.Reader.WaitToReadAsync(stoppingToken).AsTask();
            }
            if (tick.IsCompleted)
            {
                foreach (var id in _progress.Keys)
                    if (_progress.TryRemove(id, out var run)) Tell(Changed, run.Info);
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            }
        }
    }

    private void Tell<T>(Action<T>? listeners, T notice)
    {
        if (listeners is null) return;
        foreach (Action<T> listener in listeners.GetInvocationList().Cast<Action<T>>())
        {
            try
            {
                listener(notice);
            }
            catch (Exception e)
            {
                log.LogError(e, "A listener of the run feed failed"); // one page's fault stays its own
            }
        }
    }
}
