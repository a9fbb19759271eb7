// What the training thread does: one run trains at a time, commands are obeyed between its steps.
using AttentionLab.Client.Contracts;
using AttentionLab.Model;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Live;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Used by the training thread alone.</summary>
public sealed class TrainingSession(RunStore runs, RunOpener opener, RunFeed feed, LabOptions options, TimeProvider clock, ILogger<TrainingSession> log)
{
    private ActiveRun? _active;
    private TaskCompletionSource<RunInfo>? _stepsDone;

    public bool IsTraining => _active is { IsTraining: true };

    public RunInfo Start(RunPlan plan)
    {
        RefuseWhileTraining();
        Run run;
        try
        {
            run = runs.Create((id, now) => opener.Record(plan, id, now));
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"The run cannot be kept: {e.Message}");
        }
        try
        {
            TakeUp(run, opener.Open(run, plan.Corpus).Trainer);
            return GoOn(null);
        }
        catch
        {
            runs.Delete(run.Id);
            throw;
        }
    }

    public RunInfo Pause(string id)
    {
        var run = runs.Get(id);
        if (run.Info.Status == RunStatus.Paused) return run.Info;
        if (!Trains(run)) throw Wrong(run, "paused", "only a training run can be");
        return Hold(RunStatus.Paused, null);
    }

    /// <param name="steps">Steps to train before pausing; null trains to the end.</param>
    /// <returns>Done when it pauses by itself, or ends.</returns>
    public Task<RunInfo> Resume(string id, Corpus corpus, int? steps)
    {
        var run = runs.Get(id);
        if (Trains(run))
            return steps is null ? Task.FromResult(run.Info) : throw new LabException(Refusal.Conflict, $"Run '{run.Info.Name}' is training; pause it before stepping.");
        RefuseWhileTraining();
        RefuseFinished(run);
        if (_active?.Run != run)
        {
            var (trainer, message) = opener.Open(run, corpus);
            TakeUp(run, trainer);
            if (message is not null) log.LogWarning("Run {Run}: {Message}", id, message);
        }
        _stepsDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var info = GoOn(steps);
        return steps is null ? Task.FromResult(info) : _stepsDone.Task;
    }

    public RunInfo Stop(string id)
    {
        var run = runs.Get(id);
        if (Trains(run)) return End(RunStatus.Stopped, null);
        if (run.Info.Status == RunStatus.Stopped) return run.Info;
        if (run.Info.Status is RunStatus.Finished or RunStatus.Failed) throw Wrong(run, "stopped", "only a run that has not ended can be");
        if (_active?.Run == run) return End(RunStatus.Stopped, null);
        var stopped = run.Change(record => record with { Status = RunStatus.Stopped, Message = null });
        feed.Change(run);
        return stopped;
    }

    public RunInfo Change(string id, RunChange change)
    {
        var run = runs.Get(id);
        bool active = _active?.Run == run;
        RunChanges.Check(run, change);
        if (change.Name is { } name) run.Rename(name.Trim());
        if (active && change.LearningRate is { } rate) _active!.Trainer.SetLearningRate(rate);
        if (active) _active!.Note(record => RunChanges.Apply(record, change, record.Step));
        else run.Change(record => RunChanges.Apply(record, change, record.Step + 1));
        if (active && change.Probe is not null) _active!.ChangeProbe();
        if (active && change.LearningRate is not null) _active!.Checkpoint(); // what is replayed later must be trained at the same rate
        feed.Change(run);
        return run.Info;
    }

    public void Delete(string id)
    {
        if (runs.Info(id) is { Status: RunStatus.Running } info)
            throw new LabException(Refusal.Conflict, $"Run '{info.Name}' is training; stop it before deleting it.");
        if (_active?.Run.Id == id) Discard();
        runs.Delete(id);
        feed.Delete(id);
    }

    /// <summary>A copy of the weights as they are; null when the run is not in memory.</summary>
    public WeightSnapshot? Snapshot(string id) => _active?.Run.Id == id ? _active.Trainer.Snapshot() : null;

    /// <summary>One turn of the run that trains.</summary>
    public void Advance()
    {
        var active = _active!;
        try
        {
            switch (active.Advance())
            {
                case TurnOutcome.StepsDone: Hold(RunStatus.Paused, null); break;
                case TurnOutcome.Finished: End(RunStatus.Finished, null); break;
                case TurnOutcome.Diverged: GoBack(); break;
                case TurnOutcome.GoOn: break;
            }
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            HoldUnwritten(e);
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {Run} failed", active.Run.Id);
            Fail($"Training failed at step {active.Trainer.StepsDone}: {e.Message}");
        }
    }

    /// <summary>The server is ending: writes a checkpoint of the run that trains.</summary>
    public void Interrupt()
    {
        if (_active is { IsTraining: true })
            End(RunStatus.Interrupted, $"The server ended while this run trained. Resume goes on from step {_active.Trainer.StepsDone}, exactly as it would have.");
        Discard();
    }

    private bool Trains(Run run) => IsTraining && _active!.Run == run;

    private void RefuseWhileTraining()
    {
        if (IsTraining && _active!.Run.Info is var info)
            throw new LabException(Refusal.Conflict, $"Run '{info.Name}' ({info.Id}) is training; pause or stop it first.");
    }

    private static void RefuseFinished(Run run)
    {
        if (run.Info.Status == RunStatus.Finished)
            throw new LabException(Refusal.Conflict, $"Run '{run.Info.Name}' is finished: all its {run.Info.Steps} steps are done. Start a new run with more steps to train longer.");
    }

    private static LabException Wrong(Run run, string what, string rule) =>
        new(Refusal.Conflict, $"Run '{run.Info.Name}' is {Settings.NameOf(run.Info.Status)} and cannot be {what}; {rule}.");

    private void TakeUp(Run run, Trainer trainer)
    {
        Park();
        _active = new ActiveRun(run, trainer, options, feed, clock);
    }

    private RunInfo GoOn(int? steps)
    {
        var active = _active!;
        (active.StepsLeft, active.IsTraining) = (steps, true);
        active.GoOn();
        try
        {
            active.Note(record => record with { Status = RunStatus.Running, Message = null });
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, HoldUnwritten(e).Message!);
        }
        feed.Change(active.Run);
        return active.Run.Info;
    }

    /// <summary>Pauses, with a checkpoint; the trainer stays in memory so that going on is quick.</summary>
    private RunInfo Hold(RunStatus status, string? message)
    {
        var active = _active!;
        active.IsTraining = false;
        try
        {
            active.Keep();
            active.Note(record => record with { Status = status, Message = message });
            return Told(active.Run);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            return HoldUnwritten(e);
        }
    }

    /// <summary>Ends for now, with a checkpoint, and frees the trainer's memory unless it holds what could not be written.</summary>
    private RunInfo End(RunStatus status, string? message)
    {
        var info = Hold(status, message);
        if (_active!.IsSaved) Discard();
        return info;
    }

    /// <summary>The loss is not a number any more: the weights are spoilt, so the run returns to its last checkpoint.</summary>
    private void GoBack()
    {
        var (run, step, back) = (_active!.Run, _active.Trainer.StepsDone, _active.Run.Checkpoints.Newest ?? 0);
        Leave(RunStatus.Paused, $"The loss at step {step} is not a number, so the run was paused. Resume goes on from step {back}; a lower learning rate may keep it finite.");
        Discard();
        Told(run);
    }

    private void Fail(string message)
    {
        var run = _active!.Run;
        Leave(RunStatus.Failed, message);
        Discard();
        Told(run);
    }

    /// <summary>The disk takes nothing: pauses with everything in memory, so that nothing is lost while there is a way to go on.</summary>
    private RunInfo HoldUnwritten(Exception e)
    {
        var (run, step) = (_active!.Run, _active.Trainer.StepsDone);
        log.LogError("Run {Run} cannot be written to disk at step {Step}: {Reason}", run.Id, step, e.Message);
        Leave(RunStatus.Paused, $"The run cannot be written to disk, so it was paused at step {step}: {e.Message} Make room, then resume; until then its last steps are in memory only.");
        return Told(run);
    }

    private void Leave(RunStatus status, string message)
    {
        _active!.IsTraining = false;
        try
        {
            _active.Note(record => record with { Status = status, Message = message });
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            // It is shown as changed all the same; the disk has the last record that fitted.
            log.LogWarning("The record of run {Run} cannot be written: {Reason}", _active.Run.Id, e.Message);
        }
    }

    private RunInfo Told(Run run)
    {
        feed.Change(run);
        _stepsDone?.TrySetResult(run.Info);
        return run.Info;
    }

    /// <summary>Makes way for another run.</summary>
    /// <exception cref="LabException">It holds steps that are not on disk and cannot be written.</exception>
    private void Park()
    {
        if (_active is { IsSaved: false } unsaved)
        {
            try
            {
                unsaved.Checkpoint();
            }
            catch (Exception e) when (DiskFault.Is(e))
            {
                throw new LabException(Refusal.Unavailable, $"Run '{unsaved.Run.Info.Name}' holds steps that cannot be written to disk: {e.Message} Make room, or delete that run.");
            }
        }
        Discard();
    }

    private void Discard()
    {
        _active?.Dispose();
        _active = null;
    }
}
