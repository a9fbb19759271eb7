// The run whose trainer is in memory: steps it and records what comes of each step.
using AttentionLab.Server.Live;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>What a turn of the loop ended with.</summary>
internal enum TurnOutcome
{
    GoOn,
    StepsDone,
    Finished,
    Diverged,
}

/// <summary>Used by the training thread alone.</summary>
/// <param name="racers">How many runs share the time: live frames and checkpoints of all together take no more of it than those of one.</param>
internal sealed class ActiveRun(Run run, ITrainer trainer, IEngine engine, LabOptions options, RunFeed feed, TimeProvider clock, int racers) : IDisposable
{
    private const double FramesPerSecond = 15;
    private const double FramesShare = 0.03;

    /// <summary>Of the time, at most, goes into checkpoints.</summary>
    public const double CheckpointsShare = 0.01;

    private readonly FrameSchedule _schedule = new(run.Info.Steps);
    private readonly Throttle _frames = new(clock, TimeSpan.FromSeconds(1 / FramesPerSecond), FramesShare / racers);
    private readonly CheckpointClock _checkpoints = new(clock, TimeSpan.FromSeconds(options.CheckpointSeconds), CheckpointsShare / racers);
    private readonly RunEstimates _estimates = new(run, trainer, engine, feed, new(run, trainer, clock, racers));
    private Throughput _throughput = NewThroughput(trainer, clock);
    private readonly HeadWatch? _heads = run.Config.Attends ? new(run, trainer) : null;
    private int _savedStep = run.Checkpoints.Newest ?? -1;
    private int? _until;
    private bool _opened;

    public Run Run => run;
    public ITrainer Trainer => trainer;

    /// <summary>Whether it has come to the step that it was to go on to.</summary>
    public bool HasDoneItsSteps { get; private set; }

    /// <summary>Whether the newest checkpoint holds every step done.</summary>
    public bool IsSaved => trainer.StepsDone == _savedStep && run.Checkpoints.Holds(_savedStep);

    /// <summary>What was amiss with its files when they were opened, shown as long as there is nothing else to say; null when nothing was.</summary>
    public string? Notice { get; init; }

    /// <summary>Where the last step's numbers were not finite: the first operation that made NaN, if one did.</summary>
    public string? Cause { get; private set; }

    /// <summary>One turn: a step, or a piece of the estimates that are due after it.</summary>
    /// <exception cref="IOException">The disk took nothing; the run is whole in memory.</exception>
    public TurnOutcome Advance()
    {
        Open();
        bool measures = _estimates.AreDue;
        if (measures)
        {
            if (_estimates.MakePiece()) return TurnOutcome.GoOn;
            if (trainer.StepsDone == 1) _throughput = NewThroughput(trainer, clock); // speed is that of steps
        }
        else if (trainer.StepsDone < run.Info.Steps)
        {
            if (!Step()) return TurnOutcome.Diverged;
            if (_estimates.AreDue) return TurnOutcome.GoOn;
        }
        if (trainer.StepsDone >= run.Info.Steps) return TurnOutcome.Finished;
        if (trainer.StepsDone >= _until)
        {
            HasDoneItsSteps = true;
            return TurnOutcome.StepsDone;
        }
        if (_checkpoints.IsDue(measures)) Checkpoint();
        return TurnOutcome.GoOn;
    }

    /// <summary>Writes down everything needed to go on from here exactly: first the logs, then the weights, then the record.</summary>
    public void Checkpoint() => _checkpoints.Do(() =>
    {
        if (!run.Frames.Has(trainer.StepsDone)) KeepFrame(); // what is held or reopened shows its own step
        run.Sync();
        run.Checkpoints.Save(trainer.StepsDone, trainer.Save);
        _savedStep = trainer.StepsDone;
        run.Show(info => info with { HasWeights = true });
        Note(record => record);
    });

    /// <summary>A checkpoint, unless there is one of this step: then the logs are enough.</summary>
    public void Keep()
    {
        if (IsSaved) run.Sync();
        else Checkpoint();
    }

    /// <summary>Changes the record, and writes down where the run stands.</summary>
    public RunInfo Note(Func<RunRecord, RunRecord> change)
    {
        var (trainLoss, valLoss, accuracy) = run.Metrics.Last;
        return run.Change(record => change(record with { Step = trainer.StepsDone, TrainLoss = trainLoss, ValLoss = valLoss, EvalStep = run.Metrics.LastEstimateStep, Accuracy = accuracy, Sample = run.Samples.Last }));
    }

    /// <summary>Shows another probe text from now on.</summary>
    public void ChangeProbe()
    {
        _heads?.ChangeProbe();
        KeepFrame();
    }

    /// <summary>Trains on after a pause; speed is measured anew.</summary>
    /// <param name="until">The step to come to; null trains to the end.</param>
    public void GoOn(int? until)
    {
        (_until, HasDoneItsSteps, _opened) = (until, false, false);
        Directory.CreateDirectory(run.Folder); // it may have been removed meanwhile
        _throughput = NewThroughput(trainer, clock);
    }

    public void Dispose()
    {
        run.Captures.Clear(); // of what ended, a checkpoint has the weights
        _estimates.Dispose();
        trainer.Dispose();
    }

    private static Throughput NewThroughput(ITrainer trainer, TimeProvider clock) => new(clock, trainer.TokensPerStep);

    private void ShowStep(StepResult result)
    {
        run.Show(info => info with
        {
            Step = result.Step,
            TrainLoss = result.IsFinite ? result.Loss : info.TrainLoss,
            TokensPerSecond = _throughput.TokensPerSecond,
            EtaSeconds = _throughput.SecondsFor(info.Steps - result.Step, result.Step),
            HasWeights = true,
        });
        feed.Progress(run);
    }

    /// <summary>Before the first turn, also after a pause: the frame of this step may be the one that the disk did not take.</summary>
    private void Open()
    {
        if (_opened) return;
        _opened = true;
        RecordFrame();
    }

    /// <returns>Whether it was one: the loss is a number.</returns>
    private bool Step()
    {
        var result = trainer.Step();
        _throughput.Mark(result.Step);
        ShowStep(result);
        run.Metrics.Add(result);
        if (result.IsFinite) RecordFrame();
        Cause = result.Cause;
        return result.IsFinite;
    }

    private void RecordFrame()
    {
        bool keep = _schedule.Keeps(trainer.StepsDone) && !run.Frames.Has(trainer.StepsDone);
        if (!keep && !(_frames.Allows && run.Live.IsWanted)) return;
        _frames.Do(() => _heads?.Look(trainer.StepsDone, keep));
    }

    private void KeepFrame() => _heads?.Look(trainer.StepsDone, keep: true);
}
