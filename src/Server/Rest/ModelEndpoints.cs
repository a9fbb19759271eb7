// REST: what a run's model does with a prompt.
using AttentionLab.Server.Inference;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Rest;

public static class ModelEndpoints
{
    public static void MapModels(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/runs/{id}");
        one.MapPost("/inspect", Inspect).Produces<Inspection>().Produces(StatusCodes.Status200OK, null, FloatPacker.ContentType)
            .WithSummary("One forward pass with everything captured, in float32; with Accept: application/octet-stream its numbers come packed.");
        api.MapPost("/attention/difference", (DifferenceRequest request, AttentionComparer comparer, CancellationToken cancellation) => comparer.Difference(request, cancellation))
            .WithSummary("One head's attention weights minus another's on the same text, in float32.");
        one.MapPost("/generate", Generate).WithSummary("A text token by token, with the candidates of each.");
    }

    private static async Task<IResult> Inspect(string id, InspectRequest request, HttpRequest http, ILab lab, CancellationToken cancellation)
    {
        var inspection = await lab.Inspect(id, request, cancellation);
        bool packed = http.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(FloatPacker.ContentType, StringComparison.OrdinalIgnoreCase));
        return packed ? Results.Bytes(FloatPacker.Pack(inspection), FloatPacker.ContentType) : Results.Ok(inspection);
    }

    private static async Task<Generation> Generate(string id, GenerateRequest request, ILab lab, RunStore runs, CancellationToken cancellation)
    {
        var tokens = new List<GeneratedToken>();
        await foreach (var token in lab.Generate(id, request, cancellation))
            tokens.Add(token);
        return new Generation(tokens.Count == 0 ? 0 : tokens[0].Step, request.Prompt ?? "", runs.Get(id).Tokenizer.Decode(tokens.Select(token => token.Id)), tokens);
    }
}
