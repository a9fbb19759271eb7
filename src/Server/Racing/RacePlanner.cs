// Turns the request for a new race into a checked plan for each racer, or names every field that is wrong.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Racing;

public sealed class RacePlanner(RunPlanner planner, EngineShelf engines, TimeProvider clock)
{
    /// <summary>Fields of a run that belong to the whole race, and what the race calls them.</summary>
    private static readonly Dictionary<string, string> RaceFields = new()
    {
        ["corpus"] = "corpus",
        ["task"] = "task",
        ["task.length"] = "task.length",
        ["task.symbols"] = "task.symbols",
        ["tokens.kind"] = "tokens.kind",
        ["tokens.vocabulary"] = "tokens.vocabulary",
        ["probe"] = "probe",
        ["steps"] = "steps",
        ["training.steps"] = "steps",
        ["training.batch"] = "batch",
        ["model.context"] = "context",
        ["training.evalEvery"] = "evalEvery",
        ["training.evalBatches"] = "evalBatches",
    };

    /// <returns>The race still without the runs, and a plan for each of them.</returns>
    /// <exception cref="LabException">Every field that is wrong, with what came and what is allowed.</exception>
    public async Task<(RaceRecord Race, IReadOnlyList<RunPlan> Plans)> Plan(NewRace request, CancellationToken cancellation)
    {
        var racers = request.Racers ?? [];
        var errors = new FieldErrors();
        if (racers.Count is < RaceInfo.LeastRacers or > RaceInfo.MostRacers)
            errors.Add("racers", $"{racers.Count} came; a race has {RaceInfo.LeastRacers} to {RaceInfo.MostRacers} racers.");
        for (int i = 0; i < racers.Count; i++)
            if (racers[i] is null) errors.Add($"racers[{i}]", "It is null; a racer is an object such as {\"preset\": \"one-head\"}.");
        if (request.Name is not null) Names.Check(request.Name, errors);
        errors.ThrowIfAny();

        var presets = racers.Select(racer => Presets.Find(racer.Preset ?? Presets.Default)).ToList();
        var runs = Runs(request, racers, presets, errors);
        var plans = MeasuredTogether(await PlanAll(runs, errors, cancellation));
        RequireSameBatches(plans, errors);
        errors.ThrowIfAny();
        RequireMemory(plans);
        var (first, now) = (plans[0], clock.GetUtcNow());
        return (new RaceRecord
        {
            Id = RecordId.New(now),
            Name = request.Name?.Trim() ?? $"{Title(plans)} on {first.Corpus.Title}",
            Created = now,
            Runs = [],
            Corpus = first.Corpus.Id,
            Seed = first.Seed,
            Steps = first.Training.Steps,
            Batch = first.Training.Batch,
            Context = first.Model.Context,
            Probe = first.Probe,
        }, plans);
    }

    /// <summary>A request for each racer's run. Steps and estimates are those of the race, else those of the first preset; batch and context have to agree.</summary>
    private List<NewRun> Runs(NewRace request, IReadOnlyList<NewRacer> racers, IReadOnlyList<Preset?> presets, FieldErrors errors)
    {
        var usual = presets[0]?.Training ?? new();
        var names = presets.Contains(null) ? null : LaneNames.Of(racers, [.. presets.OfType<Preset>()], engines.Choice);
        var runs = new List<NewRun>();
        for (int i = 0; i < racers.Count; i++)
        {
            var (racer, training, model) = (racers[i], racers[i].Training ?? new(), racers[i].Model ?? new());
            foreach (var (field, name, given) in new[]
            {
                ("training.batch", "batch", training.Batch), ("training.steps", "steps", training.Steps), ("model.context", "context", model.Context),
                ("training.evalEvery", "evalEvery", training.EvalEvery), ("training.evalBatches", "evalBatches", training.EvalBatches),
            })
                if (given is not null) errors.Add($"racers[{i}].{field}", $"All racers share it, so it cannot be set for one of them; set {name} of the race.");
            runs.Add(new NewRun
            {
                Name = names?[i] ?? racer.Name,
                Preset = racer.Preset,
                Corpus = request.Corpus,
                Task = request.Task,
                Tokens = request.Tokens,
                Seed = request.Seed,
                Probe = request.Probe,
                Engine = racer.Engine,
                Model = model with { Context = request.Context },
                Training = training with
                {
                    Batch = request.Batch,
                    Steps = request.Steps ?? usual.Steps,
                    EvalEvery = request.EvalEvery,
                    EvalBatches = request.EvalBatches ?? usual.EvalBatches,
                },
            });
        }
        return runs;
    }

    private async Task<List<RunPlan>> PlanAll(IReadOnlyList<NewRun> runs, FieldErrors errors, CancellationToken cancellation)
    {
        var plans = new List<RunPlan>();
        var told = new HashSet<string>();
        for (int i = 0; i < runs.Count; i++)
        {
            try
            {
                plans.Add(await planner.Plan(runs[i], cancellation));
            }
            catch (LabException refusal) when (refusal is { Refusal: Refusal.Invalid, Errors.Count: > 0 })
            {
                foreach (var (field, message) in refusal.Errors)
                {
                    bool ofRace = RaceFields.TryGetValue(field, out string? name);
                    if (told.Add(name ?? $"{i}.{field}")) errors.Add(ofRace ? name! : $"racers[{i}].{field}", message);
                }
            }
        }
        errors.ThrowIfAny();
        return plans;
    }

    /// <summary>All at the steps of the one that is measured least often: the same, where the race says when.</summary>
    private static List<RunPlan> MeasuredTogether(IReadOnlyList<RunPlan> plans)
    {
        int every = plans.Max(plan => plan.Training.EvalEvery);
        return [.. plans.Select(plan => plan with { Training = plan.Training with { EvalEvery = every } })];
    }

    private static void RequireSameBatches(IReadOnlyList<RunPlan> plans, FieldErrors errors)
    {
        var first = plans[0];
        if (plans.FirstOrDefault(plan => plan.Model.Context != first.Model.Context) is { } other)
            errors.Add("context", $"'{first.Name}' sees {first.Model.Context} tokens at once and '{other.Name}' {other.Model.Context}, so they cannot train on the same batches; set one context for the race, or take rungs of one context.");
        if (plans.FirstOrDefault(plan => plan.Training.Batch != first.Training.Batch) is { } larger)
            errors.Add("batch", $"'{first.Name}' takes {first.Training.Batch} windows a step and '{larger.Name}' {larger.Training.Batch}, so they cannot train on the same batches; set one batch for the race, or take rungs of one batch.");
        if (plans.FirstOrDefault(plan => plan.Corpus.Sha256 != first.Corpus.Sha256 || plan.Model.Vocabulary != first.Model.Vocabulary) is { } stranger)
            errors.Add("corpus", $"'{first.Name}' and '{stranger.Name}' would train on different texts or tokens.");
    }

    private static void RequireMemory(IReadOnlyList<RunPlan> plans)
    {
        if (ModelLimits.MemoryProblem(plans.Sum(plan => ModelLimits.TrainingBytes(plan.Model, plan.Training.Batch))) is { } problem)
            throw LabException.Field("racers", $"These {plans.Count} racers together need {problem}; take fewer or smaller ones, or a smaller batch.");
    }

    private static string Title(IReadOnlyList<RunPlan> plans) => plans.Count == 2
        ? $"{plans[0].Name} against {plans[1].Name}"
        : $"{plans[0].Name}, {plans[1].Name} and {plans.Count - 2} more";
}
