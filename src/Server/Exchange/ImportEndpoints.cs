// REST: a run or a model is brought in as files.
namespace AttentionLab.Server.Exchange;

public static class ImportEndpoints
{
    public static void MapImports(this RouteGroupBuilder api) =>
        api.MapPost("/runs/import", async (HttpRequest request, string? name, Imports imports, CancellationToken cancellation) =>
            await imports.Take(request, name, cancellation) is var run ? TypedResults.Created($"/api/runs/{run.Id}", run) : null!)
            .WithSummary("Takes in a run archive, a nanoGPT checkpoint (with meta.pkl, or vocab.json and merges.txt), or a GPT-2 in safetensors (with config.json, vocab.json, merges.txt).")
            .Accepts<IFormFileCollection>("multipart/form-data", "application/zip")
            .DisableAntiforgery();
}
