// The best validation loss that one's own runs of a rung have reached.
namespace AttentionLab.Client.Lessons;

/// <param name="Run">Where it was measured.</param>
/// <param name="Loss">Nats per token.</param>
/// <param name="Step">At which step.</param>
public sealed record BestRun(RunInfo Run, double Loss, int Step)
{
    /// <summary>Whether a run is a rung as it stands, with nothing switched on or off.</summary>
    public static bool IsOf(PresetInfo rung, RunInfo run) =>
        run.Preset == rung.Name && run.Model == rung.Model with { Vocabulary = run.Model.Vocabulary };

    /// <summary>A run's own best; null before its first estimate.</summary>
    public static BestRun? Of(RunInfo run, Estimates estimates)
    {
        BestRun? best = null;
        for (int i = 0; i < estimates.Step.Count; i++)
            if (double.IsFinite(estimates.ValLoss[i]) && (best is null || estimates.ValLoss[i] < best.Loss)) best = new(run, estimates.ValLoss[i], estimates.Step[i]);
        return best;
    }

    /// <summary>The best of all runs of each rung on one text, by the rung's name.</summary>
    /// <param name="metricsOf">A run's curves; a refusal leaves the run out, for it may have been deleted meanwhile.</param>
    public static IReadOnlyDictionary<string, BestRun> OfRungs(IEnumerable<PresetInfo> rungs, string corpus, IEnumerable<RunInfo> runs, Func<string, Metrics> metricsOf)
    {
        var best = new Dictionary<string, BestRun>();
        var candidates = from run in runs
                         where run.Corpus == corpus && run.ValLoss is not null
                         join rung in rungs on run.Preset equals rung.Name
                         where IsOf(rung, run)
                         select run;
        foreach (var run in candidates)
        {
            BestRun? own;
            try
            {
                own = Of(run, metricsOf(run.Id).Eval);
            }
            catch (LabException refusal) when (refusal.Refusal == Refusal.NotFound)
            {
                continue;
            }
            if (own is not null && (!best.TryGetValue(run.Preset, out var known) || own.Loss < known.Loss)) best[run.Preset] = own;
        }
        return best;
    }
}
