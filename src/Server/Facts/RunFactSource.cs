// Measures facts of a run's newest weights when they are asked for, and keeps them until the next estimate.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Inference;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Facts;

/// <summary>Thread-safe. Who asks while a measurement is made waits for the same one.</summary>
public sealed class RunFactSource(RunStore runs, CorpusShelf corpora, SnapshotSource snapshots, InferencePool pool) : IRunFacts
{
    private const int KeptRuns = 16;
    private readonly RecentlyUsed<string, Measurement> _measured = new(KeptRuns);
    private readonly RecentlyUsed<string, TextWindows> _windows = new(KeptRuns);
    private readonly Lock _gate = new();

    public Task<Contracts.Facts> Of(string id, CancellationToken cancellation = default)
    {
        var run = runs.Get(id);
        lock (_gate)
        {
            if (!_measured.TryGet(id, out var measurement) || !measurement.Holds(run))
            {
                measurement = new(run.Metrics.LastEstimateStep, Task.Run(() => Measure(run), CancellationToken.None));
                _measured.Add(id, measurement);
            }
            return measurement.Facts.WaitAsync(cancellation);
        }
    }

    private async Task<Contracts.Facts> Measure(Run run)
    {
        try
        {
            var windows = await WindowsOf(run);
            var weights = await snapshots.Get(run, null, run.Deleted);
            await pool.Computing.WaitAsync(run.Deleted);
            try
            {
                return FactSheet.Of(run, await InferencePool.Compute(() => pool.EngineOf(run).Measure(weights, windows), run.Deleted));
            }
            finally
            {
                pool.Computing.Release();
            }
        }
        catch (OperationCanceledException)
        {
            throw new LabException(Refusal.NotFound, $"Run '{run.Info.Name}' was deleted while it was measured.");
        }
        catch (ModelException e)
        {
            throw new LabException(Refusal.Conflict, $"Run '{run.Info.Name}' cannot be measured: {e.Message}");
        }
    }

    private async Task<TextWindows> WindowsOf(Run run)
    {
        if (_windows.TryGet(run.Id, out var known)) return known;
        if (run.Record.Preset == RunInfo.Elsewhere)
            throw new LabException(Refusal.Conflict, $"'{run.Info.Name}' was imported without the text that it was trained on.");
        var corpus = await corpora.Of(run, run.Deleted);
        if (corpus.Sha256 != run.Record.Corpus.Sha256)
            throw new LabException(Refusal.Conflict, $"The text '{corpus.Title}' is not the one that run '{run.Info.Name}' was trained on, so nothing is measured on it.");
        var windows = TextWindows.Of(corpus, run.Config.Context, run.Info.Seed);
        _windows.Add(run.Id, windows);
        return windows;
    }

    /// <param name="Estimate">The run's last estimate when it was begun.</param>
    private sealed record Measurement(int? Estimate, Task<Contracts.Facts> Facts)
    {
        public bool Holds(Run run)
        {
            if (Facts.IsFaulted || Facts.IsCanceled || Estimate != run.Metrics.LastEstimateStep) return false;
            return !Facts.IsCompleted || Facts.Result.Step <= run.Info.Step && (run.Info.Status == RunStatus.Running || Facts.Result.Step == run.Info.Step);
        }
    }
}
