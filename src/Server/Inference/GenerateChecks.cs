// Turns a request for text into what the model is asked, and says which of its fields are wrong.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

public static class GenerateChecks
{
    public const int DefaultTokens = 200;
    private const long DefaultSeed = 1337;

    /// <exception cref="LabException">Fields are wrong; all but the prompt's are named together.</exception>
    public static (int[] Prompt, SamplerSettings Settings, GivenTokens Given) Read(Run run, GenerateRequest request)
    {
        int[] prompt = request.Prompt is null ? TextStart.Of(run.Tokenizer) : Prompts.Encode(request.Prompt, run.Tokenizer);
        var defaults = new SamplerSettings();
        var settings = defaults with
        {
            Tokens = request.Tokens ?? DefaultTokens,
            Temperature = request.Temperature ?? defaults.Temperature,
            TopK = request.TopK ?? defaults.TopK,
            TopP = request.TopP ?? defaults.TopP,
            Seed = request.Seed ?? DefaultSeed,
            Attention = request.Attention ?? true,
        };
        var errors = new FieldErrors();
        if (settings.Tokens is < 1 or > LabLimits.GeneratedTokens) errors.Add("tokens", RangeText.NotWhole(settings.Tokens, 1, LabLimits.GeneratedTokens));
        errors.Add(settings.Problems().Where(problem => problem.Key != "tokens"));
        if (request.Step < 0) errors.Add("step", $"{request.Step} is not allowed; it must be a step whose weights are kept, or left out for the newest.");
        var written = request.Written ?? [];
        CheckWritten(written, run.Tokenizer, errors);
        var forced = CheckForced(request.Forced ?? [], written.Count, settings.Tokens, run.Tokenizer, errors);
        errors.ThrowIfAny();
        return (prompt, settings, new(written, forced));
    }

    private static void CheckWritten(IReadOnlyList<int> written, ITokenizer tokenizer, FieldErrors errors)
    {
        if (written.Count > LabLimits.WrittenTokens)
        {
            errors.Add("written", RangeText.TooMany("There are", written.Count, "tokens", LabLimits.WrittenTokens));
            return;
        }
        for (int i = 0; i < written.Count; i++)
        {
            if (IsToken(written[i], tokenizer)) continue;
            errors.Add("written", NoToken(written[i], i, tokenizer));
            return;
        }
    }

    private static Dictionary<int, int> CheckForced(IReadOnlyList<ForcedToken?> forced, int written, int tokens, ITokenizer tokenizer, FieldErrors errors)
    {
        var places = new Dictionary<int, int>();
        foreach (var token in forced)
        {
            string? wrong = token is null ? "An entry is null; each must be {index, id}."
                : token.Index < written || token.Index >= (long)written + tokens ? $"Index {token.Index} is not among the tokens to be added, {written} to {(long)written + tokens - 1}."
                : !IsToken(token.Id, tokenizer) ? NoToken(token.Id, token.Index, tokenizer)
                : !places.TryAdd(token.Index, token.Id) ? $"Index {token.Index} is there twice."
                : null;
            if (wrong is null) continue;
            errors.Add("forced", wrong);
            break;
        }
        return places;
    }

    private static bool IsToken(int id, ITokenizer tokenizer) => id >= 0 && id < tokenizer.Vocabulary;

    private static string NoToken(int id, int index, ITokenizer tokenizer) => $"{id} at index {index} is no token of this run; tokens are 0 to {tokenizer.Vocabulary - 1}.";
}
