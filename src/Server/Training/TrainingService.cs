// The one training thread and the channel of commands that it obeys between steps.
using System.Threading.Channels;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Owns every training tensor: they are made, used and freed on its thread alone.</summary>
public sealed class TrainingService(TrainingSession session, EngineShelf engines, LabOptions options, TimeProvider clock, ILogger<TrainingService> log) : BackgroundService
{
    private static readonly TimeSpan PatienceForSteps = TimeSpan.FromSeconds(30);
    private readonly Channel<Action<TrainingSession?>> _commands = Channel.CreateUnbounded<Action<TrainingSession?>>(new() { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastTurn = clock.GetTimestamp();
    private volatile bool _alive;

    /// <summary>Whether the thread can take commands.</summary>
    public bool IsAlive => _alive;

    /// <summary>Whether a run trains.</summary>
    public bool IsTraining => session.IsTraining;

    /// <summary>Time since the run that trains ended its last step; null when none trains.</summary>
    public TimeSpan? LastStepAge => session.IsTraining ? clock.GetElapsedTime(Volatile.Read(ref _lastTurn)) : null;

    /// <summary>Has the training thread do something between two steps.</summary>
    /// <exception cref="LabException">It was refused, or the server is ending.</exception>
    public async Task<T> Do<T>(Func<TrainingSession, T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool taken = _commands.Writer.TryWrite(session =>
        {
            if (session is null)
            {
                answer.SetException(Ending());
                return;
            }
            try
            {
                answer.SetResult(work(session));
            }
            catch (Exception e)
            {
                answer.SetException(DiskFault.Is(e) ? new LabException(Refusal.Unavailable, $"The disk does not serve the run: {e.Message}") : EngineFault.Of(e) is { } fault ? new LabException(Refusal.Unavailable, fault) : e);
            }
        });
        return taken ? await answer.Task : throw Ending();
    }

    /// <summary>Has the training thread train some steps, and waits for them; at most so long that nobody takes the lab for dead.</summary>
    /// <exception cref="LabException">As for all it does.</exception>
    public async Task StepsOf(Func<TrainingSession, Task> resume)
    {
        var done = await Do(resume);
        await Task.WhenAny(done, Task.Delay(PatienceForSteps, clock));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var thread = new Thread(() => Live(stoppingToken)) { Name = "training", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        _alive = true;
        thread.Start();
        return _ended.Task;
    }

    private static LabException Ending() => new(Refusal.Unavailable, "The server is ending; start it again and repeat.");

    private void Live(CancellationToken stopping)
    {
        try
        {
            ThreadNiceness.Set(options.Niceness);
            engines.Get(EngineNames.Managed).StartThreads(engines.Threads); // from a request they would inherit the request's niceness
            Work(stopping);
            session.Interrupt();
        }
        catch (Exception e)
        {
            log.LogCritical(e, "The training thread ended; restart the server");
        }
        finally
        {
            _alive = false;
            _commands.Writer.Complete();
            while (_commands.Reader.TryRead(out var command)) command(null);
            _ended.SetResult();
        }
    }

    private void Work(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            while (_commands.Reader.TryRead(out var command)) command(session);
            if (session.IsTraining)
            {
                session.Advance();
                Volatile.Write(ref _lastTurn, clock.GetTimestamp());
                continue;
            }
            try
            {
                _commands.Reader.WaitToReadAsync(stopping).AsTask().GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
