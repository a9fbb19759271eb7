// REST: which parts of a model a prediction comes from.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Circuits;

public static class CircuitEndpoints
{
    public static void MapCircuits(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/runs/{id}");
        one.MapPost("/attribution", (string id, AttributionRequest request, CircuitReader circuits, CancellationToken cancellation) => circuits.Attribute(id, request, cancellation))
            .WithSummary("One logit as the sum of what embeddings, heads, feed-forwards and biases say.");
        one.MapPost("/lens", (string id, LensRequest request, CircuitReader circuits, CancellationToken cancellation) => circuits.ReadLens(id, request, cancellation))
            .WithSummary("The prediction after every part of the model.");
        one.MapPost("/effect", (string id, EffectRequest request, CircuitReader circuits, CancellationToken cancellation) => circuits.Compare(id, request, cancellation))
            .WithSummary("What interventions change: next token, loss on the text, one head's weights, before and after.");
        one.MapGet("/knockouts", (string id, RunStore runs) => KnockoutHistories.Of(runs.Look(id)))
            .WithSummary("How the validation loss changed without each head, over the run.");
    }
}
