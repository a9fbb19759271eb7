// REST: presets, and the texts to train on.
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Rest;

public static class CatalogEndpoints
{
    /// <summary>What a multipart body adds around the text.</summary>
    private const int MultipartOverhead = 64 * 1024;

    public static void MapCatalog(this RouteGroupBuilder api)
    {
        api.MapGet("/presets", (ILab lab) => lab.Presets).WithSummary("Presets with every number they imply, and the limits.");
        api.MapGet("/corpora", (ILab lab) => lab.Corpora).WithSummary("Texts a run can train on.");
        api.MapGet("/corpora/{id}/tokens", (string id, string? kind, int? vocabulary, int? channels, ITexts texts, CancellationToken cancellation) =>
                texts.TokensOf(id, new() { Kind = kind, Vocabulary = vocabulary }, channels, cancellation))
            .WithSummary("A text in characters or byte pairs, measured: tokens per character, embedding, attention cells of a passage.");
        api.MapGet("/corpora/{id}/examples", (string id, int? length, int? symbols, int? context, ITexts texts, CancellationToken cancellation) =>
                texts.ExamplesOf(id, new() { Length = length, Symbols = symbols }, context, cancellation))
            .WithSummary("A task's first held-out examples in these sizes.");
        api.MapPost("/corpora", Upload)
            .WithSummary("Uploads a text: multipart/form-data with a file (and optionally a name), or text/plain with ?name=.")
            .Accepts<string>("text/plain", "multipart/form-data")
            .Produces<CorpusInfo>(StatusCodes.Status201Created)
            .DisableAntiforgery();
    }

    private static async Task<IResult> Upload(HttpRequest request, ILab lab, LabOptions options, string? name, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = (long)options.MaxUploadBytes + MultipartOverhead;
        CorpusInfo corpus;
        if (request.HasFormContentType)
        {
            var form = await Form(request, options, cancellation);
            if (form.Files.Count != 1) throw LabException.Field("file", $"The form holds {form.Files.Count} files; it must hold one.");
            var file = form.Files[0];
            string title = form["name"] is [{ Length: > 0 } given] ? given : name ?? Path.GetFileNameWithoutExtension(file.FileName);
            await using var text = file.OpenReadStream();
            corpus = await lab.AddCorpus(title, text, cancellation);
        }
        else
        {
            corpus = await lab.AddCorpus(name ?? "", request.Body, cancellation);
        }
        return Results.Created($"/api/corpora/{corpus.Id}", corpus);
    }

    private static async Task<IFormCollection> Form(HttpRequest request, LabOptions options, CancellationToken cancellation)
    {
        try
        {
            return await request.ReadFormAsync(new() { MultipartBodyLengthLimit = (long)options.MaxUploadBytes + MultipartOverhead }, cancellation);
        }
        catch (InvalidDataException e)
        {
            bool large = request.ContentLength > options.MaxUploadBytes;
            throw LabException.Field("file", large ? $"The upload is larger than {RangeText.Number(options.MaxUploadBytes)} bytes, the most this server takes." : $"The form cannot be read: {e.Message}", large ? Refusal.TooLarge : Refusal.Invalid);
        }
    }
}
