// Grows a text token by token from a snapshot of a run's weights.
using System.Runtime.CompilerServices;
using AttentionLab.Client.Contracts;
using AttentionLab.Model;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

/// <summary>Each text has a model of its own, so that one who reads slowly keeps nobody else waiting.</summary>
public sealed class Generator(SnapshotSource snapshots, InferencePool pool)
{
    public const int DefaultTokens = 200;
    private const long DefaultSeed = 1337;

    /// <summary>Checks the request; what it returns starts when it is first read.</summary>
    /// <exception cref="LabException">A field is wrong.</exception>
    public IAsyncEnumerable<GeneratedToken> Generate(Run run, GenerateRequest request, CancellationToken cancellation)
    {
        int[] prompt = request.Prompt is null ? TextStart.Of(run.Tokenizer) : Prompts.Encode(request.Prompt, run.Tokenizer);
        return Tokens(run, prompt, SettingsOf(request), cancellation);
    }

    private async IAsyncEnumerable<GeneratedToken> Tokens(Run run, int[] prompt, SamplerSettings settings, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var weights = await snapshots.Get(run, null, cancellation);
        using var model = new InferenceModel(weights);
        using var tokens = model.Generate(prompt, settings, cancellation).GetEnumerator();
        while (true)
        {
            await pool.Computing.WaitAsync(cancellation);
            try
            {
                if (!await Task.Run(tokens.MoveNext, cancellation)) yield break;
            }
            finally
            {
                pool.Computing.Release();
            }
            yield return Describe(tokens.Current, weights.Step, run.Tokenizer, prompt);
        }
    }

    private static SamplerSettings SettingsOf(GenerateRequest request)
    {
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
        if (settings.Tokens is < 1 or > LabLimits.GeneratedTokens) errors.Add("tokens", $"{settings.Tokens} is not allowed; it must be a whole number from 1 to {LabLimits.GeneratedTokens}.");
        errors.Add(settings.Problems().Where(problem => problem.Key != "tokens"));
        errors.ThrowIfAny();
        return settings;
    }

    private static GeneratedToken Describe(SampledToken token, int step, ITokenizer tokenizer, int[] prompt) => new()
    {
        Index = token.Index,
        Step = step,
        Prompt = token.Index == 0 ? [.. prompt.Select(tokenizer.TextOf)] : null,
        Id = token.Id,
        Text = tokenizer.TextOf(token.Id),
        Probability = token.Probability,
        Entropy = token.Entropy,
        Candidates = [.. token.Candidates.Select(c => new Candidate(c.Id, tokenizer.TextOf(c.Id), c.Logit, c.Probability, c.Rank))],
        ContextStart = token.ContextStart,
        Attention = token.Attention,
    };
}
