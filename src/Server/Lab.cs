// The lab as the pages call it: every call goes to the class whose job it is.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Inference;
using AttentionLab.Server.Live;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;
using AttentionLab.Server.Training;

namespace AttentionLab.Server;

public sealed class Lab(RunStore runs, TrainingGroups groups, RunPlanner planner, CorpusShelf corpora, UploadedTexts uploads, TrainingService training, Inspector inspector, Generator generator, RunFeed feed, EngineShelf engines, RunOutliner outliner, SpeedTrials trials) : ILab
{
    public PresetCatalog Presets => planner.Catalog;
    public IReadOnlyList<CorpusInfo> Corpora => corpora.All;
    public IReadOnlyList<RunInfo> Runs => runs.Infos;

    public event Action<RunInfo>? RunChanged
    {
        add => feed.Changed += value;
        remove => feed.Changed -= value;
    }

    public event Action<string>? RunDeleted
    {
        add => feed.Deleted += value;
        remove => feed.Deleted -= value;
    }

    public event Action? EnginesChanged
    {
        add
        {
            engines.Changed += value;
            trials.Ended += value;
        }
        remove
        {
            engines.Changed -= value;
            trials.Ended -= value;
        }
    }

    public Task<CorpusInfo> AddCorpus(string name, Stream text, CancellationToken cancellation = default) => uploads.Add(name, text, cancellation);

    public RunInfo? Recording => runs.Recording?.Info;

    public RunInfo? Find(string id) => id == RunInfo.RecordingId ? Recording : runs.Info(id);

    public Task<RunOutline> Outline(NewRun request, CancellationToken cancellation = default) => outliner.Outline(request, cancellation);

    public async Task<RunInfo> Start(NewRun request, CancellationToken cancellation = default)
    {
        var plan = await planner.Plan(request, cancellation);
        return await training.Do(session => session.Start([plan])[0].Info);
    }

    public Task<RunInfo> Pause(string id) => Ask(id, (session, group) => session.Pause(group));

    public async Task<RunInfo> Resume(string id)
    {
        var corpus = await CorpusOf(id);
        return await Ask(id, (session, group) => session.Resume(group, corpus, null));
    }

    public async Task<RunInfo> Step(string id, int count = 1)
    {
        StepCount.Check(count);
        var corpus = await CorpusOf(id);
        await training.StepsOf(session => session.Resume(groups.OfRun(id), corpus, count));
        return runs.Get(id).Info;
    }

    public Task<RunInfo> Stop(string id) => Ask(id, (session, group) => session.Stop(group));

    public Task<RunInfo> Change(string id, RunChange change) =>
        change is { LearningRate: null, Probe: null } ? Task.FromResult(Label(id, change)) : training.Do(session => session.Change(id, change));

    public Task Delete(string id) => training.Do(session =>
    {
        session.Delete(id);
        return true;
    });

    public Metrics MetricsOf(string id, int fromStep = 0) => runs.Look(id).Metrics.From(fromStep);

    public ThinCurve ThinCurveOf(string id) => runs.Look(id).Metrics.Thinned();

    public Task<Inspection> Inspect(string id, InspectRequest request, CancellationToken cancellation = default) =>
        inspector.Inspect(runs.Get(id), request, cancellation);

    public IAsyncEnumerable<GeneratedToken> Generate(string id, GenerateRequest request, CancellationToken cancellation = default) =>
        generator.Generate(runs.Get(id), request, cancellation);

    /// <summary>Has a run do something, and with a racer its race.</summary>
    private Task<RunInfo> Ask(string id, Action<TrainingSession, TrainingGroup> verb) => training.Do(session =>
    {
        verb(session, groups.OfRun(id));
        return runs.Get(id).Info;
    });

    /// <summary>Needs no training thread, so it does not wait for a step.</summary>
    private RunInfo Label(string id, RunChange change)
    {
        var run = runs.Get(id);
        RunChanges.Check(run, change);
        if (change is { Name: null, Tags: null }) return run.Info;
        var labelled = run.Label(change.Name?.Trim(), change.Tags is { } tags ? RunTags.Tidy(tags) : null);
        feed.Change(run);
        return labelled;
    }

    private Task<Corpus> CorpusOf(string id)
    {
        var run = runs.Get(id);
        var record = run.Record;
        if (record.Preset == RunInfo.Elsewhere)
            throw new LabException(Refusal.Conflict, $"'{record.Name}' was imported as a model, without the text and the settings of its training, so it cannot be trained here.");
        return corpora.Of(run);
    }
}
