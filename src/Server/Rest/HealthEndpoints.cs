// Whether the server is alive, and whether it can train.
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Rest;

/// <param name="Status">ready, or why not.</param>
/// <param name="Training">Whether a run trains.</param>
/// <param name="LastStepAgeSeconds">Time since the last step ended; null when none trains.</param>
public sealed record Readiness(string Status, bool Training, double? LastStepAgeSeconds);

public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => new { status = "alive" }).WithSummary("The server answers.");
        routes.MapGet("/readyz", (TrainingService training) => Ready(training)).WithSummary("The training thread is alive, and the last step's age.")
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(TrainingService training)
    {
        var age = training.LastStepAge?.TotalSeconds;
        return training.IsAlive
            ? Results.Ok(new Readiness("ready", age is not null, age))
            : Results.Json(new Readiness("the training thread has ended; restart the server", false, age), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
