// REST: runs, from their start to their end.
using AttentionLab.Client.Finding;

namespace AttentionLab.Server.Rest;

public static class RunEndpoints
{
    public static void MapRuns(this RouteGroupBuilder api)
    {
        api.MapGet("/runs", List).WithSummary("All runs, newest first; or those that a search finds, in another order, a part at a time.");
        api.MapPost("/runs", async (NewRun request, ILab lab, CancellationToken cancellation) =>
            await lab.Start(request, cancellation) is var run ? TypedResults.Created($"/api/runs/{run.Id}", run) : null!)
            .WithSummary("Creates a run and starts training it.");
        api.MapPost("/runs/outline", (NewRun request, ILab lab, CancellationToken cancellation) => lab.Outline(request, cancellation))
            .WithSummary("What a run of this request would be: every number, its size, its expected time, every wrong field. Starts nothing.");

        var one = api.MapGroup("/runs/{id}");
        one.MapGet("", (string id, ILab lab) => lab.Find(id) ?? throw Missing(id)).WithSummary("One run.");
        one.MapPatch("", (string id, RunChange change, ILab lab) => lab.Change(id, change)).WithSummary("Renames or tags a run; changes learning rate or probe text while it runs.");
        one.MapDelete("", async (string id, ILab lab) =>
        {
            await lab.Delete(id);
            return TypedResults.NoContent();
        }).WithSummary("Deletes a run; for some time it can be had back (/api/deleted).");
        one.MapGet("/checkpoints", (string id, ILab lab, IForks forks) => lab.Find(id) is null ? throw Missing(id) : forks.CheckpointsOf(id)).WithSummary("Steps whose weights are kept, their size, and which is the best.");
        one.MapPost("/fork", async (string id, ForkRequest request, IForks forks, CancellationToken cancellation) =>
            await forks.Fork(id, request, cancellation) is var run ? TypedResults.Created($"/api/runs/{run.Id}", run) : null!)
            .WithSummary("Makes a run of this one's checkpoint, under settings of its own, and trains it on.");
        one.MapPost("/pause", (string id, ILab lab) => lab.Pause(id)).WithSummary("Holds training after the step in progress.");
        one.MapPost("/resume", (string id, ILab lab) => lab.Resume(id)).WithSummary("Goes on with a paused, stopped or interrupted run.");
        one.MapPost("/step", (string id, int? n, ILab lab) => lab.Step(id, n ?? 1)).WithSummary("Trains exactly n steps and pauses; answers when they are done, or after 30 s.");
        one.MapPost("/stop", (string id, ILab lab) => lab.Stop(id)).WithSummary("Ends training after the step in progress and keeps everything.");
    }

    /// <param name="search">As <see cref="RunSearch"/> reads it.</param>
    /// <param name="sort">As <see cref="RunOrder"/> reads it.</param>
    private static async Task<IEnumerable<RunInfo>> List(string? search, string? sort, int? skip, int? take, ILab lab, IRunFiles files, CancellationToken cancellation)
    {
        var (terms, order) = (RunSearch.Parse(search), RunOrder.Parse(sort));
        if (skip < 0) throw LabException.Field("skip", $"{skip} is not allowed; it must be 0 or more.");
        if (take < 0) throw LabException.Field("take", $"{take} is not allowed; it must be 0 or more.");
        var bytes = order.Key == "bytes" ? (await files.Measure(cancellation)).Runs.ToDictionary(run => run.Id, run => run.History + run.Weights) : [];
        var found = order.Sort(terms.In(lab.Runs, lab), id => bytes.TryGetValue(id, out long size) ? size : null);
        return found.Skip(skip ?? 0).Take(take ?? int.MaxValue);
    }

    public static LabException Missing(string id) => new(Refusal.NotFound, $"There is no run '{id}'; it may have been deleted.");
}
