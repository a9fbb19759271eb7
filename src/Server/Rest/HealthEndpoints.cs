// Whether the server is alive, and whether it can train.
using AttentionLab.Server.Setup;
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Rest;

/// <summary>That the server answers.</summary>
public sealed record Liveness(string Status);

/// <summary>Whether the server can train.</summary>
/// <param name="Status">ready, or why not.</param>
/// <param name="Training">Whether a run trains.</param>
/// <param name="LastStepAgeSeconds">Time since the last step ended; null when none trains.</param>
/// <param name="Engine">Of runs that name none: "TorchSharp 0.107 (not loaded yet)".</param>
/// <param name="EngineReason">Why it is not TorchSharp although nobody chose so, or why it cannot compute; null else.</param>
public sealed record Readiness(string Status, bool Training, double? LastStepAgeSeconds, string Engine, string? EngineReason);

public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => new Liveness("alive")).WithSummary("The server answers.");
        routes.MapGet("/readyz", (TrainingService training, EngineShelf engines) => Ready(training, engines.Choice)).WithSummary("The training thread is alive, and the last step's age.")
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(TrainingService training, EngineChoice engines)
    {
        var age = training.LastStepAge?.TotalSeconds;
        var (engine, why) = (engines.DefaultEngine.TitleAndState, engines.Reason ?? engines.DefaultEngine.Reason);
        return training.IsAlive
            ? Results.Ok(new Readiness("ready", age is not null, age, engine, why))
            : Results.Json(new Readiness("the training thread has ended; restart the server", false, age, engine, why), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
