// Says what a new run would be without starting it: what RunPlanner makes of the request, its size, and its expected time.
using AttentionLab.Server.Setup;
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Catalog;

public sealed class RunOutliner(RunPlanner planner, EngineShelf engines, ExpectedTimes times)
{
    public async Task<RunOutline> Outline(NewRun request, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (engines.ProblemOf(request.Engine) is { } problem) errors.Add("engine", problem);
        CheckedRun run;
        try
        {
            run = await planner.Check(request, fetch: false, cancellation);
        }
        catch (LabException refusal) when (refusal.Errors.Count > 0) // a text that cannot be read
        {
            foreach (var (field, message) in refusal.Errors) errors.Add(field, message);
            return new() { Errors = errors.All };
        }
        errors.Add(run.Errors);
        var outline = new RunOutline { Errors = errors.All, Model = run.Preset is null ? null : run.Model, Training = run.Preset is null ? null : run.Training };
        if (run.Corpus is not { } corpus || run.Model.Problems().Count > 0) return outline;
        return outline with
        {
            Parameters = run.Model.ParameterCount,
            Memory = KeptMemory.Of(run.Model, run.Training.Optimizer),
            Times = run.Training.Problems().Count > 0 ? [] : times.Of(run.Model, run.Training, corpus.Task),
        };
    }
}
