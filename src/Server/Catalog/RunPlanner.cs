// Turns the request for a new run into a checked plan, or names every field that is wrong.
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Catalog;

/// <summary>A run that can be trained.</summary>
/// <param name="Threads">That compute a step; null where their number changes no bit.</param>
public sealed record RunPlan(string Name, string Preset, Corpus Corpus, GptConfig Model, TrainingConfig Training, long Seed, string Probe, string Engine, int? Threads);

/// <summary>A request with every number that it leaves out, and what is wrong with it.</summary>
/// <param name="Preset">Null where there is none of that name.</param>
/// <param name="Corpus">Null where an error stands in its way, or it is not on this machine; else the model's vocabulary is its.</param>
public sealed record CheckedRun(FieldErrors Errors, Preset? Preset, GptConfig Model, TrainingConfig Training, Corpus? Corpus);

public sealed class RunPlanner(CorpusShelf corpora, TokenChoices tokens, EngineShelf engines, LabOptions options)
{
    private const long DefaultSeed = 1337;

    public PresetCatalog Catalog
    {
        get
        {
            var (corpus, reason) = corpora.Default;
            return new PresetCatalog([.. Presets.All.Select(Describe)], Presets.Default, corpus, reason, LabLimits.For(options), engines.Choice);
        }
    }

    /// <exception cref="LabException">Every field that is wrong, with what came and what is allowed.</exception>
    public async Task<RunPlan> Plan(NewRun request, CancellationToken cancellation)
    {
        var (errors, preset, model, training, corpus) = await Check(request, fetch: true, cancellation);
        errors.ThrowIfAny();
        string engine = await Task.Run(() => engines.Choose(request.Engine), cancellation); // which loads it, where it is not yet
        return new RunPlan(request.Name?.Trim() ?? $"{preset!.Title} on {corpus!.Title}", preset!.Name, corpus!, model, training,
            request.Seed ?? DefaultSeed, request.Probe ?? corpus!.DefaultProbe(model.Context), engine, engines.ThreadsOf(engine));
    }

    /// <summary>Everything that a request asks for and everything that is wrong with it, its engine apart, which may have to be loaded.</summary>
    /// <param name="fetch">Whether a text that is not on this machine is fetched; else its corpus stays unknown.</param>
    /// <exception cref="LabException">The text cannot be had.</exception>
    public async Task<CheckedRun> Check(NewRun request, bool fetch, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        string presetName = request.Preset ?? Presets.Default;
        var preset = Presets.Find(presetName);
        if (preset is null) errors.Add("preset", $"'{presetName}' is not a preset; available are {string.Join(", ", Presets.All.Select(p => p.Name))}.");
        string corpusId = request.Corpus ?? corpora.Default.Id;
        if (!corpora.Ids.Contains(corpusId)) errors.Add("corpus", $"'{corpusId}' is not a corpus; available are {string.Join(", ", corpora.Ids)}.");
        var task = TaskCorpus.Find(corpusId);
        if (request.Task is not null && task is null) errors.Add("task", $"Sizes of a task came with '{corpusId}', which is none; leave them out, or take one of {string.Join(", ", TaskCorpus.Rules.Select(rule => rule.Id))}.");
        TokenChoices.Check(request.Tokens, errors);
        if (task is not null) TokenChoices.CheckTask(request.Tokens, errors);
        if (request.Name is not null) Names.Check(request.Name, errors);
        if (request.Probe is { Length: 0 }) errors.Add("probe", "The probe text is empty; leave it out to take the start of a line of the corpus.");
        if (request is { Steps: { } a, Training.Steps: { } b } && a != b) errors.Add("steps", $"steps is {a} and training.steps is {b}; give one of them.");
        var model = Overrides.Apply(preset?.Model ?? new(), request.Model ?? new(), errors);
        var training = Overrides.Apply(preset?.Training ?? new(), request.Training ?? new(), errors);
        if (preset is not null) errors.Add(Ingredients.Problems(preset.Model, model));
        if (request.Steps is { } steps) training = training with { Steps = steps };
        training = Overrides.Follow(training, preset?.Training ?? new(), request.Training ?? new());
        errors.Add(ModelLimits.Problems(model, training).Select(problem => Rename(problem, request)));
        bool sound = !errors.Any;
        if (!sound && (fetch || preset is null || errors.Blame("corpus", "tokens", "task") || model.Problems().Count > 0)) return new(errors, preset, model, training, null);
        if (!fetch && !corpora.IsHere(corpusId)) return new(errors, preset, model, training, null);

        var corpus = task is not null
            ? await Task.Run(() => TaskTexts.Write(task, request.Task, model.Context, errors), cancellation)
            : await tokens.Apply(await corpora.Text(corpusId, cancellation), request.Tokens, errors, cancellation);
        if (corpus is null) return new(errors, preset, model, training, null);
        model = model with { Vocabulary = corpus.Tokenizer.Vocabulary };
        if (sound) errors.Add(ModelLimits.Problems(model, training).Select(problem => Rename(problem, request)));
        try
        {
            corpus.RequireContext(model.Context);
        }
        catch (ModelException e)
        {
            errors.Add(e.Key ?? "corpus", e.Message);
        }
        if (request.Training?.EvalEvery is null && training.Problems().Count == 0) training = EstimateSchedule.Planned(training, model.Context, corpus.Task);
        if (request.Probe is { } asked) Probes.Check(asked, corpus.Tokenizer, model.Context, errors);
        return new(errors, preset, model, training, corpus);
    }

    private static PresetInfo Describe(Preset preset) =>
        new(preset.Name, preset.Title, preset.Summary, preset.Model, EstimateSchedule.Planned(preset.Training, preset.Model.Context), preset.Model.ParameterCount)
        {
            Ingredients = [.. Ingredients.Of(preset.Model).Select(ingredient => new IngredientInfo(ingredient.Name, ingredient.Title, ingredient.Absent))],
        };

    /// <summary>A problem is named by the field it came in.</summary>
    private static ConfigProblem Rename(ConfigProblem problem, NewRun request) =>
        problem.Key == "training.steps" && request.Steps is not null ? problem with { Key = "steps" } : problem;
}
