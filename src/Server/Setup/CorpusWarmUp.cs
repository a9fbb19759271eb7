// Reads the default text in the background right after start, so that pressing Start is quick.
using AttentionLab.Client.Contracts;
using AttentionLab.Server.Catalog;

namespace AttentionLab.Server.Setup;

public sealed class CorpusWarmUp(CorpusShelf corpora, IHostApplicationLifetime lifetime, ILogger<CorpusWarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
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
