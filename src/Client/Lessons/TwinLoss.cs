// The validation loss of a run beside that of another run at the same step.
namespace AttentionLab.Client.Lessons;

/// <param name="Other">The run that it is compared with.</param>
/// <param name="Step">The last step at which both were estimated.</param>
/// <param name="Own">The run's loss there, in nats per token.</param>
/// <param name="Theirs">The other's.</param>
public sealed record TwinLoss(RunInfo Other, int Step, double Own, double Theirs)
{
    private const double Same = 0.01;

    /// <summary>Better, worse or the same, in words and numbers.</summary>
    public string Verdict => Math.Abs(Own - Theirs) < Same
        ? Sentence.Of($"{Own:F2} here and {Theirs:F2} there: no difference to speak of.")!
        : Sentence.Of($"{Own:F2} here and {Theirs:F2} there: {Math.Abs(Own - Theirs):F2} {(Own > Theirs ? "worse" : "better")}.")!;

    /// <summary>Against the run of a rung, unchanged and on the same text, that went furthest with it; null where there is none.</summary>
    public static TwinLoss? Of(RunInfo run, PresetInfo rung, IEnumerable<RunInfo> runs, Func<string, Metrics> metricsOf)
    {
        var candidates = runs.Where(other => other.Id != run.Id && other.Corpus == run.Corpus && other.ValLoss is not null && BestRun.IsOf(rung, other)).ToList();
        if (candidates.Count == 0) return null;
        var own = Losses(metricsOf(run.Id).Eval);
        TwinLoss? best = null;
        foreach (var other in candidates)
        {
            var theirs = Losses(metricsOf(other.Id).Eval);
            int step = own.Keys.Where(theirs.ContainsKey).DefaultIfEmpty(-1).Max();
            if (step > (best?.Step ?? 0)) best = new(other, step, own[step], theirs[step]);
        }
        return best;
    }

    private static Dictionary<int, double> Losses(Estimates estimates) =>
        estimates.Step.Zip(estimates.ValLoss).Where(estimate => double.IsFinite(estimate.Second)).GroupBy(estimate => estimate.First).ToDictionary(group => group.Key, group => group.Last().Second);
}
