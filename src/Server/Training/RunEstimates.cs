// What is measured of a run at an estimate, its losses and a sample, made piece by piece so that commands are obeyed in between.
using AttentionLab.Server.Live;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>What is due follows from what is recorded, so that an estimate that was left, even by a server that ended, is made when the run goes on.</summary>
internal sealed class RunEstimates(Run run, ITrainer trainer, IEngine engine, RunFeed feed, KnockoutWatch knockouts) : IDisposable
{
    private readonly SampleWriter _samples = new(run, engine);
    private readonly EstimateSchedule _schedule = new(trainer.Training, run.Config.Context);
    private IEnumerator<bool>? _pieces;

    /// <summary>Whether something has to be measured before the next step.</summary>
    public bool AreDue => _pieces is not null || DueSteps().Any();

    /// <summary>Does the next piece of what is due.</summary>
    /// <returns>Whether more is left.</returns>
    /// <exception cref="IOException">The disk took nothing; what was measured is kept in memory.</exception>
    public bool MakePiece()
    {
        _pieces ??= Pieces().GetEnumerator();
        bool more = false;
        try
        {
            more = _pieces.MoveNext();
        }
        finally
        {
            if (!more) Dispose();
        }
        return more;
    }

    /// <summary>Leaves what is in the making.</summary>
    public void Dispose()
    {
        _pieces?.Dispose();
        _pieces = null;
    }

    // Where the curve of an older run starts is measured after the first step, so that a person sees a loss at once.
    private IEnumerable<int> DueSteps()
    {
        int done = trainer.StepsDone;
        if (done == 0) yield break;
        if (_schedule.StartsAtZero && (LossIsDue(0) || SampleIsDue(0))) yield return 0;
        if (!_schedule.Measures(done)) yield break;
        if (LossIsDue(done) || SampleIsDue(done) || (done == run.Info.Steps && knockouts.IsDue(done))) yield return done;
    }

    private bool LossIsDue(int step) => (run.Metrics.LastEstimateStep ?? -1) < step;

    private bool SampleIsDue(int step) => (run.Samples.Last?.Step ?? -1) < step;

    private IEnumerable<bool> Pieces()
    {
        foreach (int step in DueSteps())
        {
            var weights = step == 0 ? trainer.Untrained() : trainer.Snapshot();
            if (LossIsDue(step))
            {
                foreach (var estimate in trainer.MeasureLoss(weights, _schedule.BatchesAt(step)))
                {
                    if (estimate is { Answers: { } answers } && SampleIsDue(step)) Record(new Contracts.Sample(step, AnswerText.Of(answers)));
                    if (estimate is not null) Record(estimate);
                    yield return true;
                }
            }
            if (SampleIsDue(step))
            {
                foreach (var sample in _samples.Write(weights, _schedule.SampleTokensAt(step)))
                {
                    if (sample is not null) Record(sample);
                    yield return true;
                }
            }
            if (step == 0 || _schedule.IsEarly(step) || !knockouts.IsDue(step)) continue; // untrained heads are worth nothing, and a person waits for the first steps
            foreach (bool more in knockouts.Measure(weights)) yield return more;
        }
    }

    private void Record(LossEstimate estimate)
    {
        run.Metrics.Add(estimate);
        run.Show(info => info with
        {
            ValLoss = double.IsFinite(estimate.ValLoss) ? estimate.ValLoss : info.ValLoss,
            EvalStep = double.IsFinite(estimate.ValLoss) ? estimate.Step : info.EvalStep,
            EarlyBatches = double.IsFinite(estimate.ValLoss) ? _schedule.BatchesAt(estimate.Step) : info.EarlyBatches,
            Accuracy = estimate.Answers?.Accuracy ?? info.Accuracy,
        });
        feed.Progress(run);
    }

    private void Record(Contracts.Sample sample)
    {
        run.Samples.Add(sample);
        run.Show(info => info with { Sample = sample });
        feed.Progress(run);
    }
}
