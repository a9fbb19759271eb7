// The runs in memory that train in turns, one step each: a single run, or the racers of a race.
using AttentionLab.Server.Live;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Steps them, and writes down how each pauses or ends. Whoever has done the fewest steps is next, so racers that are behind catch up first. Used by the training thread alone.</summary>
internal sealed class RunsInTurns(IEnumerable<ActiveRun> runs, RunFeed feed, ILogger log) : IDisposable
{
    private readonly List<ActiveRun> _runs = [.. runs];
    private TaskCompletionSource _halted = Halt();

    /// <summary>Whether they train, or are only held in memory.</summary>
    public bool IsTraining { get; private set; }

    /// <summary>Done when they pause by themselves, or end.</summary>
    public Task Halted => _halted.Task;

    public IReadOnlyList<ActiveRun> Runs => _runs;

    private bool IsRace => _runs.Exists(active => active.Run.Record.Race is { OutAt: null });

    public ActiveRun? Find(string id) => _runs.Find(active => active.Run.Id == id);

    /// <param name="steps">Steps that the foremost does before all pause, and the others with it; null trains to the end.</param>
    /// <exception cref="LabException">The disk takes nothing.</exception>
    public void GoOn(int? steps)
    {
        _halted = Halt();
        IsTraining = true;
        int? until = steps is null ? null : _runs.Max(active => active.Trainer.StepsDone) + steps;
        try
        {
            foreach (var active in _runs)
            {
                active.GoOn(until);
                active.Note(record => record with { Status = RunStatus.Running, Message = active.Notice });
            }
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            HoldUnwritten(e);
            throw new LabException(Refusal.Unavailable, _runs[0].Run.Info.Message!);
        }
        Tell(_runs);
    }

    /// <summary>One turn of whoever is behind.</summary>
    public void Advance()
    {
        var active = Next()!;
        try
        {
            switch (active.Advance())
            {
                case TurnOutcome.Finished: Finish(active); break;
                case TurnOutcome.Diverged: GoBack(active); break;
                case TurnOutcome.StepsDone or TurnOutcome.GoOn: break;
            }
            if (IsTraining && Next() is null) Hold(RunStatus.Paused);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            HoldUnwritten(e);
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {Run} failed", active.Run.Id);
            Drop(active, RunStatus.Failed, $"Training failed at step {active.Trainer.StepsDone}: {EngineFault.Of(e) ?? e.Message}");
            if (_runs.Count == 0) Rest();
        }
    }

    /// <summary>Pauses all, each with a checkpoint; the trainers stay in memory so that going on is quick.</summary>
    /// <param name="message">For a run that stands at a step.</param>
    public void Hold(RunStatus status, Func<int, string>? message = null)
    {
        IsTraining = false;
        try
        {
            foreach (var active in _runs) Write(active, status, message?.Invoke(active.Trainer.StepsDone));
            Tell(_runs);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            HoldUnwritten(e);
        }
        Rest();
    }

    /// <summary>Ends all for now, each with a checkpoint, and frees the memory of those that hold nothing but what was written.</summary>
    public void End(RunStatus status, Func<int, string>? message = null)
    {
        Hold(status, message);
        foreach (var saved in _runs.Where(active => active.IsSaved).ToList()) Discard(saved);
    }

    /// <summary>Makes way for others.</summary>
    /// <exception cref="LabException">One holds steps that are not on disk and cannot be written.</exception>
    public void Park()
    {
        foreach (var unsaved in _runs.Where(active => !active.IsSaved))
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
    }

    /// <summary>Frees what a run holds in memory.</summary>
    public void Discard(ActiveRun active)
    {
        _runs.Remove(active);
        active.Dispose();
    }

    public void Dispose()
    {
        foreach (var active in _runs) active.Dispose();
        _runs.Clear();
    }

    private static TaskCompletionSource Halt() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when all have done the steps they were to do.</summary>
    private ActiveRun? Next()
    {
        ActiveRun? next = null;
        foreach (var active in _runs)
            if (!active.HasDoneItsSteps && (next is null || active.Trainer.StepsDone < next.Trainer.StepsDone)) next = active;
        return next;
    }

    private static void Write(ActiveRun active, RunStatus status, string? message)
    {
        active.Keep();
        active.Note(record => record with { Status = status, Message = message ?? active.Notice });
    }

    private void Finish(ActiveRun active)
    {
        Write(active, RunStatus.Finished, null);
        Discard(active);
        Tell([active]);
        if (_runs.Count == 0) Rest();
    }

    /// <summary>Loss or gradient are not numbers any more: the run returns to its last checkpoint, and a race goes on without it.</summary>
    private void GoBack(ActiveRun active)
    {
        int step = active.Trainer.StepsDone + 1, back = active.Run.Checkpoints.Newest ?? 0;
        string then = IsRace ? "it is out of its race. Resumed by itself it" : "the run was paused. Resume";
        string cause = active.Cause is { } first ? $" Where it began: {first}" : "";
        Drop(active, RunStatus.Paused, $"The loss at step {step}, or its gradient, is not a number, so {then} goes on from step {back}; a lower learning rate may keep it finite.{cause}");
        if (_runs.Count == 0) Rest();
    }

    /// <summary>Leaves a run behind that cannot go on.</summary>
    private void Drop(ActiveRun active, RunStatus status, string message)
    {
        int step = active.Trainer.StepsDone;
        Leave(active, record => record with { Status = status, Message = message, Race = record.Race is { OutAt: null } race ? race with { OutAt = step } : record.Race });
        Discard(active);
        Tell([active]);
    }

    /// <summary>The disk takes nothing: pauses with everything in memory, so that nothing is lost while there is a way to go on.</summary>
    private void HoldUnwritten(Exception e)
    {
        foreach (var active in _runs)
        {
            int step = active.Trainer.StepsDone;
            log.LogError("Run {Run} cannot be written to disk at step {Step}: {Reason}", active.Run.Id, step, e.Message);
            Leave(active, record => record with
            {
                Status = RunStatus.Paused,
                Message = $"The run cannot be written to disk, so it was paused at step {step}: {e.Message} {DiskFault.Remedy(e)}",
            });
        }
        Tell(_runs);
        Rest();
    }

    /// <summary>Changes the record even if it cannot be written: it is shown as changed, and the disk has the last one that fitted.</summary>
    private void Leave(ActiveRun active, Func<RunRecord, RunRecord> change)
    {
        try
        {
            active.Note(change);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            log.LogWarning("The record of run {Run} cannot be written: {Reason}", active.Run.Id, e.Message);
        }
    }

    private void Rest()
    {
        IsTraining = false;
        _halted.TrySetResult();
    }

    private void Tell(IEnumerable<ActiveRun> changed)
    {
        foreach (var active in changed) feed.Change(active.Run);
    }
}
