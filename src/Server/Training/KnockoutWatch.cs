// Keeps what each head of a run is worth over time, for a bounded part of the time.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Used by the training thread alone.</summary>
/// <param name="racers">How many runs share the time.</param>
internal sealed class KnockoutWatch(Run run, ITrainer trainer, TimeProvider clock, int racers)
{
    /// <summary>Of the time since the last measurement, at most.</summary>
    public const double Share = 0.02;
    private long _next = clock.GetTimestamp();

    /// <summary>The last step is measured in any case, others when enough time has passed.</summary>
    public bool IsDue(int step) =>
        run.Config.Attends && (run.Knockouts.Last?.Step ?? -1) < step && (step == run.Info.Steps || clock.GetTimestamp() >= _next);

    /// <summary>Measures a head at a time, so that it can be left between any two; what was left is not kept.</summary>
    /// <exception cref="IOException">The disk took nothing; what was measured is kept in memory.</exception>
    public IEnumerable<bool> Measure(WeightSnapshot weights)
    {
        long spent = 0;
        using var heads = trainer.MeasureKnockouts(weights).GetEnumerator();
        while (true)
        {
            long start = clock.GetTimestamp();
            if (!heads.MoveNext()) break;
            spent += clock.GetTimestamp() - start;
            if (heads.Current is { } all)
            {
                _next = clock.GetTimestamp() + (long)(spent * racers / Share);
                run.Knockouts.Add(new(all.Step, all.Loss, all.Without, trainer.KnockoutWindows.Count, trainer.KnockoutWindows.Length));
            }
            yield return true;
        }
    }
}
