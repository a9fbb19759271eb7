// Reads the default text in the background soon after start, so that pressing Start is quick.
using AttentionLab.Server.Catalog;

namespace AttentionLab.Server.Setup;

public sealed class CorpusWarmUp(CorpusShelf corpora, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<CorpusWarmUp> log) : BackgroundService
{
    /// <summary>The first page goes first.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await Task.Delay(Delay, clock, stoppingToken);
            await corpora.WarmUp(stoppingToken);
        }
        catch (LabException e)
        {
            log.LogWarning("The default text cannot be read: {Reason}", e.Message);
        }
        catch (OperationCanceledException)
        {
            // The server ended first.
        }
    }
}
