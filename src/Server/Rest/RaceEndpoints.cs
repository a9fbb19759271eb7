// REST: races, from their start to their end.
namespace AttentionLab.Server.Rest;

public static class RaceEndpoints
{
    public static void MapRaces(this RouteGroupBuilder api)
    {
        api.MapGet("/races", (IRaces races) => races.Races).WithSummary("All races, newest first; speeds and shares of time only come with a single one.");
        api.MapPost("/races", async (NewRace request, IRaces races, CancellationToken cancellation) =>
            await races.Start(request, cancellation) is var race ? TypedResults.Created($"/api/races/{race.Id}", race) : null!)
            .WithSummary("Creates a race of two to eight runs and starts it: one step each in turns, on the same batches.");

        var one = api.MapGroup("/races/{id}");
        one.MapGet("", (string id, IRaces races) => races.Find(id) ?? throw Missing(id)).WithSummary("One race.");
        one.MapDelete("", async (string id, bool? runs, IRaces races) =>
        {
            await races.Delete(id, runs ?? false);
            return TypedResults.NoContent();
        }).WithSummary("Deletes a race; its runs stay as single runs, unless runs=true takes them with it.");
        one.MapPost("/pause", (string id, IRaces races) => races.Pause(id)).WithSummary("Holds all racers after the step in progress.");
        one.MapPost("/resume", (string id, IRaces races) => races.Resume(id)).WithSummary("Goes on with a paused, stopped or interrupted race; racers that are behind catch up first.");
        one.MapPost("/step", (string id, int? n, IRaces races) => races.Step(id, n ?? 1)).WithSummary("Each racer trains exactly n steps, then all pause; answers when they are done, or after 30 s.");
        one.MapPost("/stop", (string id, IRaces races) => races.Stop(id)).WithSummary("Ends the race after the step in progress and keeps everything.");
    }

    private static LabException Missing(string id) => new(Refusal.NotFound, $"There is no race '{id}'; it may have been deleted.");
}
