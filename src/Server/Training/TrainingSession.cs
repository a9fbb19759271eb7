// What the training thread does: one run or one race trains at a time, commands are obeyed between steps.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Live;
using AttentionLab.Server.Racing;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Used by the training thread alone.</summary>
public sealed class TrainingSession(RunStore runs, RaceStore races, TrainingGroups groups, DataFolder data, RunOpener opener, RunFeed feed, LabOptions options, TimeProvider clock, ILogger<TrainingSession> log)
{
    private RunsInTurns? _turns;

    public bool IsTraining => _turns is { IsTraining: true };

    /// <param name="plans">One for a single run, several for a race.</param>
    /// <param name="race">Without its runs, which are made here.</param>
    public IReadOnlyList<Run> Start(IReadOnlyList<RunPlan> plans, RaceRecord? race = null)
    {
        RefuseWhileTraining();
        data.Keep();
        var made = new List<Run>();
        try
        {
            foreach (var plan in plans)
                made.Add(runs.Create((id, now) => opener.Record(plan, id, now) with { Race = race is null ? null : new(race.Id) }));
            if (race is not null) races.Add(race with { Runs = [.. made.Select(run => run.Id)] });
            TakeUp(made, plans[0].Corpus);
            _turns!.GoOn(null);
            return made;
        }
        catch (Exception e)
        {
            if (_turns is not null && made.Exists(run => _turns.Find(run.Id) is not null)) Discard();
            foreach (var run in made) runs.Discard(run.Id);
            if (race is not null) races.Remove(race.Id);
            if (DiskFault.Is(e)) throw new LabException(Refusal.Unavailable, $"The run cannot be kept: {e.Message}");
            throw;
        }
    }

    /// <exception cref="LabException">Something is training.</exception>
    public bool RequireIdle()
    {
        RefuseWhileTraining();
        return true;
    }

    public void Pause(TrainingGroup group)
    {
        if (group.Status == RunStatus.Paused) return;
        if (!Trains(group)) throw Wrong(group, "paused", "only what is training can be");
        _turns!.Hold(RunStatus.Paused);
    }

    /// <param name="steps">Steps to train before pausing; null trains to the end.</param>
    /// <returns>With steps: done when they are, or when training ended before.</returns>
    public Task Resume(TrainingGroup group, Corpus corpus, int? steps)
    {
        if (Trains(group))
            return steps is null ? Task.CompletedTask : throw new LabException(Refusal.Conflict, $"{group.Kind} '{group.Name}' is training; pause it before stepping.");
        RefuseWhileTraining();
        RefuseEnded(group);
        data.Keep();
        var going = group.Runs.Where(run => run.Info.Status != RunStatus.Finished).ToList();
        if (!Holds(going)) TakeUp(going, corpus);
        _turns!.GoOn(steps);
        return steps is null ? Task.CompletedTask : _turns.Halted;
    }

    public void Stop(TrainingGroup group)
    {
        if (group.Status == RunStatus.Stopped) return;
        if (group.Status is RunStatus.Finished or RunStatus.Failed) throw Wrong(group, "stopped", "only what has not ended can be");
        if (Trains(group) || Holds(group.Runs))
        {
            _turns!.End(RunStatus.Stopped);
            return;
        }
        foreach (var run in group.Runs.Where(run => run.Info.Status != RunStatus.Finished))
        {
            run.Change(record => record with { Status = RunStatus.Stopped, Message = null });
            feed.Change(run);
        }
    }

    public RunInfo Change(string id, RunChange change)
    {
        var run = runs.Get(id);
        var active = _turns?.Find(id);
        RunChanges.Check(run, change);
        if (change is not { Name: null, Tags: null }) run.Label(change.Name?.Trim(), change.Tags is { } tags ? RunTags.Tidy(tags) : null);
        if (change.LearningRate is { } rate) active?.Trainer.SetLearningRate(rate);
        if (active is not null) active.Note(record => RunChanges.Apply(record, change, record.Step));
        else run.Change(record => RunChanges.Apply(record, change, record.Step + 1));
        if (change.Probe is not null) active?.ChangeProbe();
        if (change.LearningRate is not null) active?.Checkpoint(); // what is replayed later must be trained at the same rate
        feed.Change(run);
        return run.Info;
    }

    public void Delete(string id)
    {
        var info = runs.Info(id);
        if (info is { Status: RunStatus.Running })
            throw new LabException(Refusal.Conflict, $"Run '{info.Name}' is training; stop it before deleting it.");
        if (_turns?.Find(id) is { } active) _turns.Discard(active);
        runs.Delete(id);
        if (info?.Race is { } race) races.Leave(race, id);
        feed.Delete(id);
    }

    /// <summary>Brings a deleted run back: into its race, and with it the race, else, where that was taken apart, as a single run.</summary>
    public RunInfo Restore(string id)
    {
        var info = runs.Restore(id);
        if (runs.Find(id) is not { } run) return info; // damaged, as it was
        if (info.Race is { } race && !races.Rejoin(race, id)) run.Leave();
        feed.Change(run);
        return run.Info;
    }

    /// <param name="withRuns">Whether its runs go with it; otherwise they stay as single runs.</param>
    public void DeleteRace(string id, bool withRuns)
    {
        var race = races.Get(id);
        if (race.Runs.Any(run => runs.Info(run) is { Status: RunStatus.Running }))
            throw new LabException(Refusal.Conflict, $"Race '{race.Name}' is training; stop it before deleting it.");
        foreach (string run in race.Runs)
        {
            if (withRuns) Delete(run);
            else if (runs.Find(run) is { } single) feed.Change(single.Leave());
        }
        if (!withRuns) races.Remove(id); // else each of its runs brings it back
    }

    /// <summary>A copy of the weights as they are; null when the run is not in memory.</summary>
    public WeightSnapshot? Snapshot(string id) => _turns?.Find(id)?.Trainer.Snapshot();

    /// <summary>One turn of one of those that train.</summary>
    public void Advance() => _turns!.Advance();

    /// <summary>The server is ending: writes a checkpoint of what trains.</summary>
    public void Interrupt()
    {
        if (IsTraining) _turns!.End(RunStatus.Interrupted, step => $"The server ended while this run trained. Resume goes on from step {step}, exactly as it would have.");
        Discard();
    }

    private bool Trains(TrainingGroup group) => IsTraining && group.Runs.Any(run => _turns!.Find(run.Id) is not null);

    private bool Holds(IReadOnlyList<Run> wanted) => _turns is { Runs.Count: > 0 } held && held.Runs.Count == wanted.Count && wanted.All(run => held.Find(run.Id) is not null);

    private void RefuseWhileTraining()
    {
        if (IsTraining && groups.OfRun(_turns!.Runs[0].Run.Id) is var training)
            throw new LabException(Refusal.Conflict, $"{training.Kind} '{training.Name}' ({training.Id}) is training; pause or stop it first.");
    }

    private static void RefuseEnded(TrainingGroup group)
    {
        if (group.Runs.Count == 0)
            throw new LabException(Refusal.Conflict, $"{group.Kind} '{group.Name}' has no racer left that could go on; each of its runs can be resumed by itself.");
        if (group.Status == RunStatus.Finished)
            throw new LabException(Refusal.Conflict, $"{group.Kind} '{group.Name}' is finished: all its {group.Runs[0].Info.Steps} steps are done. Fork it with more steps to train longer.");
    }

    private static LabException Wrong(TrainingGroup group, string what, string rule) =>
        new(Refusal.Conflict, $"{group.Kind} '{group.Name}' is {Settings.NameOf(group.Status)} and cannot be {what}; {rule}.");

    /// <summary>Has these in memory, standing where they can go on from.</summary>
    private void TakeUp(IReadOnlyList<Run> going, Corpus corpus)
    {
        _turns?.Park();
        Discard();
        var opened = new List<ActiveRun>();
        try
        {
            foreach (var run in going)
            {
                var (trainer, engine, message) = opener.Open(run, corpus);
                opened.Add(new ActiveRun(run, trainer, engine, options, feed, clock, going.Count) { Notice = message });
                if (message is not null) log.LogWarning("Run {Run}: {Message}", run.Id, message);
            }
            _turns = new RunsInTurns(opened, feed, log);
        }
        catch
        {
            foreach (var active in opened) active.Dispose();
            throw;
        }
    }

    private void Discard()
    {
        _turns?.Dispose();
        _turns = null;
    }
}
