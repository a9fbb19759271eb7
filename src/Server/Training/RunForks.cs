// Makes a run out of another's checkpoint: its past is copied, its future is its own.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Only files are copied, beside the training thread; then the fork is resumed like any stopped run.</summary>
public sealed class RunForks(RunStore runs, CorpusShelf corpora, TrainingService training, TrainingGroups groups, EngineShelf engines) : IForks
{
    public IReadOnlyList<KeptCheckpoint> CheckpointsOf(string run)
    {
        if (runs.Find(run) is not { } known) return [];
        int? best = known.BestOf(known.Checkpoints.Steps);
        return [.. known.Checkpoints.Steps.Select(step => new KeptCheckpoint(step, known.Checkpoints.Bytes(step), known.Metrics.EstimateAt(step), step == best))];
    }

    public async Task<RunInfo> Fork(string parent, ForkRequest request, CancellationToken cancellation = default)
    {
        var run = runs.Get(parent);
        var corpus = await corpora.Of(run, cancellation);
        await training.Do(session => session.RequireIdle());
        string engine = await Task.Run(() => request.Engine is { } asked ? engines.Choose(asked) : engines.OwnOf(run.Record.Name, run.Record.Engine).Name, cancellation);
        var child = await Task.Run(() => Make(run, request, corpus, engine), cancellation);
        try
        {
            await training.Do(session => session.Resume(groups.OfRun(child.Id), corpus, null));
            return child.Info;
        }
        catch
        {
            runs.Discard(child.Id);
            throw;
        }
    }

    private Run Make(Run parent, ForkRequest request, Corpus corpus, string engine)
    {
        var record = parent.Record;
        if (corpus.Sha256 != record.Corpus.Sha256)
            throw LabException.Field("corpus", $"The text '{corpus.Id}' is not the one that run '{record.Name}' was trained on, so nothing can be forked from it.", Refusal.Conflict);
        int step = StepOf(parent, request.Step);
        var (model, config) = Checked(parent, request, step);
        try
        {
            return runs.Create((id, now) => record with
            {
                Id = id,
                Created = now,
                Name = request.Name?.Trim() ?? $"{record.Name}, forked at {step}",
                Status = RunStatus.Stopped,
                Message = null,
                Tags = null,
                Race = null,
                Seed = request.Seed ?? record.Seed,
                Engine = engine,
                EngineTitle = engines.Choice.TitleOf(engine),
                Device = engines.Choice.DeviceOf(engine),
                Threads = engine == record.Engine ? record.Threads ?? engines.ThreadsOf(engine) : engines.ThreadsOf(engine),
                Model = model,
                Training = config,
                LearningRate = config.LearningRate == record.Training.LearningRate ? record.LearningRate : null,
                Parent = new(record.Id, record.Name, step, ForkChanges.Of(parent, model, config, request.Seed ?? record.Seed, engine)),
            }, child => Copy(parent, child, step, model, config, corpus));
        }
        catch (ModelException e)
        {
            throw LabException.Field(e.Key ?? "step", e.Message);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"The fork cannot be kept: {e.Message}");
        }
    }

    private static int StepOf(Run parent, int? asked)
    {
        var kept = parent.Checkpoints.Steps;
        if (kept.Count == 0) throw new LabException(Refusal.Conflict, $"Run '{parent.Info.Name}' has no checkpoint yet, so nothing can be forked from it.");
        if (asked is null) return kept[^1];
        if (kept.Contains(asked.Value)) return asked.Value;
        throw LabException.Field("step", $"The weights of step {asked} are not kept; kept are those of step {string.Join(", ", kept)}.", Refusal.NotFound);
    }

    private static (GptConfig Model, TrainingConfig Training) Checked(Run parent, ForkRequest request, int step)
    {
        var errors = new FieldErrors();
        if (request.Name is not null) Names.Check(request.Name, errors);
        if (request is { Steps: { } a, Training.Steps: { } b } && a != b) errors.Add("steps", $"steps is {a} and training.steps is {b}; give one of them.");
        var free = new ModelOverrides { Dropout = request.Dropout, Mask = request.Mask, Scale = request.Scale };
        var model = Overrides.Apply(parent.Config, free, errors);
        errors.Add(Ingredients.Problems(parent.Config, model));
        var before = parent.Record.Training;
        var training = Overrides.Apply(before, request.Training ?? new(), errors);
        if (request.Steps is { } steps) training = training with { Steps = steps };
        training = Overrides.Follow(training, before, request.Training ?? new());
        if (request.Training?.EvalEvery is not null) training = training with { EarlyEstimates = false };
        errors.Add(ModelLimits.Problems(model, training));
        if (training.Steps <= step)
            errors.Add("steps", $"{training.Steps} steps are done at step {step}, where the fork starts; give more, or fork from an earlier checkpoint.");
        errors.ThrowIfAny();
        return (model, training);
    }

    /// <summary>The highest learning rate that the checkpoint was trained at, where a person had changed it by then: the number itself where it is known, for scaling back and forth rounds.</summary>
    private static double? RateOf(double? known, double planned, double scale)
    {
        if (scale == 1) return null;
        return known is { } rate && rate / planned == scale ? rate : planned * scale;
    }

    /// <summary>Logs first, cut at the step; then the checkpoint, under the fork's own settings.</summary>
    private static void Copy(Run parent, Run child, int step, GptConfig model, TrainingConfig training, Corpus corpus)
    {
        parent.CopyLogs(child.Folder);
        child.CutAfter(step);
        using var from = parent.Checkpoints.Open(step) ?? throw LabException.Field("step", $"The weights of step {step} are not kept any more.", Refusal.NotFound);
        double scale = 1;
        child.Checkpoints.Save(step, to => scale = CheckpointFork.Write(from, to, model, training, corpus, child.Record.Seed));
        var (trainLoss, valLoss, accuracy) = child.Metrics.Last;
        child.Change(record => RunChanges.CutAfter(record, step) with
        {
            Step = step,
            TrainLoss = trainLoss,
            ValLoss = valLoss,
            EvalStep = child.Metrics.LastEstimateStep,
            Accuracy = accuracy,
            Sample = child.Samples.Last,
            LearningRate = RateOf(record.LearningRate, training.LearningRate, scale),
        });
    }
}
