// REST: what runs take on the disk, and deleted runs.
namespace AttentionLab.Server.Rest;

/// <summary>What can still be had back, and for how long.</summary>
public sealed record DeletedRuns(KeepingRules Rules, IReadOnlyList<DeletedRun> Runs);

public static class FileEndpoints
{
    public static void MapFiles(this RouteGroupBuilder api)
    {
        api.MapGet("/disk", (IRunFiles files, CancellationToken cancellation) => files.Measure(cancellation)).WithSummary("Bytes on the disk, of each run and in all.");
        api.MapGet("/deleted", (IRunFiles files) => new DeletedRuns(files.Rules, files.Deleted)).WithSummary("Runs that were deleted and can still be had back, last deleted first.");
        api.MapPost("/deleted/{id}/restore", (string id, IRunFiles files) => files.Restore(id)).WithSummary("Brings a deleted run back as it was.");
        api.MapDelete("/deleted/{id}", async (string id, IRunFiles files) =>
        {
            await files.Purge(id);
            return TypedResults.NoContent();
        }).WithSummary("Removes a deleted run for good.");
    }
}
