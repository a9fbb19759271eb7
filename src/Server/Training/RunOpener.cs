// Makes the trainer of a run: a new one, or the one that its last readable checkpoint holds.
using System.Reflection;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

public sealed class RunOpener(EngineShelf engines)
{
    private static readonly string Server = "AttentionLab " + typeof(RunOpener).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    public RunRecord Record(RunPlan plan, string id, DateTimeOffset created) => new()
    {
        Id = id,
        Name = plan.Name,
        Created = created,
        Status = RunStatus.Running,
        Preset = plan.Preset,
        Corpus = new(plan.Corpus.Id, plan.Corpus.Title, plan.Corpus.Sha256),
        Seed = plan.Seed,
        Engine = plan.Engine,
        EngineTitle = engines.Choice.TitleOf(plan.Engine),
        Device = engines.Choice.DeviceOf(plan.Engine),
        Threads = plan.Threads,
        Model = plan.Model,
        Training = plan.Training,
        Parameters = plan.Model.ParameterCount,
        Tokenizer = plan.Corpus.Tokenizer.State,
        TokensPerCharacter = plan.Corpus.ValidationTokensPerCharacter,
        Task = plan.Corpus.Task is { Settings: var sizes } ? new(sizes.Length, sizes.Symbols) : null,
        Probes = [new(0, plan.Probe)],
        Step = 0,
        Server = Server,
    };

    /// <summary>The trainer, standing where the run can go on from; what was recorded after that is forgotten.</summary>
    /// <returns>Beside it a message when something of the run could not be read.</returns>
    /// <exception cref="LabException">The corpus is another one than the run was trained on, the model does not fit, or none of its checkpoints can be read.</exception>
    public (ITrainer Trainer, IEngine Engine, string? Message) Open(Run run, Corpus corpus)
    {
        var record = run.Record;
        if (corpus.Sha256 != record.Corpus.Sha256)
            throw LabException.Field("corpus", $"The text '{corpus.Id}' is not the one this run was trained on (SHA-256 {corpus.Sha256} instead of {record.Corpus.Sha256}), so the run cannot go on.", Refusal.Conflict);
        var engine = engines.OwnOf(record.Name, record.Engine);
        try
        {
            AtomicFile.RemoveLeftovers(run.Folder);
            var (trainer, unread) = Restored(engine, run, record, corpus);
            try
            {
                if (record.LearningRate is { } rate) trainer.SetLearningRate(rate);
                run.CutAfter(trainer.StepsDone);
                run.Change(standing => RunChanges.CutAfter(standing, trainer.StepsDone) with
                {
                    EngineTitle = engines.Choice.TitleOf(standing.Engine),
                    Device = engines.Choice.DeviceOf(standing.Engine),
                    Threads = engines.ThreadsOf(standing.Engine) is null ? null : ThreadsOf(standing),
                });
            }
            catch
            {
                trainer.Dispose();
                throw;
            }
            string[] amiss = [.. new[] { unread, Gap(run, trainer.StepsDone), OtherRounding(record, trainer.StepsDone) }.OfType<string>()];
            return (trainer, engine, amiss.Length == 0 ? null : string.Join(' ', amiss));
        }
        catch (ModelException e)
        {
            throw new LabException(Refusal.Invalid, e.Message, e.Key is null ? null : new Dictionary<string, string> { [e.Key] = e.Message });
        }
    }

    private (ITrainer Trainer, string? Message) Restored(IEngine engine, Run run, RunRecord record, Corpus corpus)
    {
        string? message = null;
        while (run.Checkpoints.Newest is { } step)
        {
            try
            {
                using var file = run.Checkpoints.Open(step) ?? throw new InvalidDataException("its file is gone");
                return (engine.Resume(file, run.Config, record.Training, corpus, record.Seed, ThreadsOf(record)), message);
            }
            catch (Exception e) when (e is ModelException or InvalidDataException or EndOfStreamException)
            {
                message = $"The checkpoint of step {step} cannot be read, so the run went on from the one before it: {e.Message}";
                run.Checkpoints.SetAside(step);
            }
        }
        // Training anew from step 0 would drop a curve that nobody asked to drop.
        if (run.Checkpoints.HasDamaged)
            throw new LabException(Refusal.Conflict, $"None of the checkpoints of run '{record.Name}' can be read, so it cannot go on. Its curve, texts and attention are kept; a new run with the same settings and seed takes the same steps again.");
        return (engine.Train(run.Config, record.Training, corpus, record.Seed, ThreadsOf(record)), message);
    }

    /// <summary>Its own number, where that is one: in a record that somebody wrote it may be anything.</summary>
    private int ThreadsOf(RunRecord record) => record.Threads is >= 1 and <= LabOptions.MostThreads ? record.Threads.Value : engines.Threads;

    /// <summary>What is another than it was and rounds otherwise, in words: version, device, threads.</summary>
    private string? OtherRounding(RunRecord record, int step)
    {
        var (choice, changed) = (engines.Choice, new List<string>());
        if (record.EngineTitle is { } before && before != choice.TitleOf(record.Engine)) changed.Add($"by {before} and the next ones are by {choice.TitleOf(record.Engine)}");
        if (record.Device is { } device && choice.DeviceOf(record.Engine) is { } here && device != here) changed.Add($"on the device {device} and the next ones are on {here}");
        if (engines.ThreadsOf(record.Engine) is not null && record.Threads != ThreadsOf(record)) changed.Add($"with {(record.Threads is { } threads ? $"{threads} threads, which cannot be," : "a number of threads that is not known")} and the next ones are with {ThreadsOf(record)}");
        return changed.Count == 0 ? null : $"The first {step} steps were computed {string.Join(", ", changed)}, so their last digits may be others than they would have been.";
    }

    private static string? Gap(Run run, int step)
    {
        int missing = step - run.Metrics.Count;
        return missing <= 0 ? null : $"{missing} of the first {step} steps cannot be read from the metrics any more, so the curve has a gap; the training itself is not touched by it.";
    }
}
