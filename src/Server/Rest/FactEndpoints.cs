// REST: what can be measured of a run's model beside its loss.
using AttentionLab.Client.Contracts;

namespace AttentionLab.Server.Rest;

public static class FactEndpoints
{
    public static void MapFacts(this RouteGroupBuilder api) =>
        api.MapGet("/runs/{id}/facts", (string id, IRunFacts facts, CancellationToken cancellation) => facts.Of(id, cancellation))
            .WithSummary("Rows, gradients, stream, order and future of a run's newest weights, on text it never trains on.");
}
