// REST: what can be measured of a run's model beside its loss, and the worked examples of the lesson.
using AttentionLab.Server.Facts;
using AttentionLab.Server.Inference;

namespace AttentionLab.Server.Rest;

public static class FactEndpoints
{
    public static void MapFacts(this RouteGroupBuilder api)
    {
        api.MapGet("/runs/{id}/facts", (string id, IRunFacts facts, CancellationToken cancellation) => facts.Of(id, cancellation))
            .WithSummary("Rows, gradients, stream, order and future of a run's newest weights, on text it never trains on.");
        api.MapGet("/lessons/averages", (int? tokens, int? channels, long? seed, bool? example, IAverages averages, CancellationToken cancellation) =>
        {
            var usual = new AveragesRequest();
            return averages.Compute(new(tokens ?? usual.Tokens, channels ?? usual.Channels, seed ?? usual.Seed, example ?? usual.Example), cancellation);
        }).WithSummary("The average of the past in three forms: results, weights, differences, times.");
        api.MapGet("/lessons/row", (InferencePool pool) => RowLesson.Compute(pool.Engine))
            .WithSummary("The lesson's row, affinities 1, 1, 1, 8 and values 3, 6, 0, as an inspection of one head.");
    }
}
