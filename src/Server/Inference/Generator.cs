// Grows a text token by token from a snapshot of a run's weights.
using System.Runtime.CompilerServices;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Inference;

/// <summary>Each text has a model of its own, so that one who reads slowly keeps nobody else waiting.</summary>
public sealed class Generator(SnapshotSource snapshots, InferencePool pool)
{
    /// <summary>Checks the request; what it returns starts when it is first read.</summary>
    /// <exception cref="LabException">A field is wrong.</exception>
    public IAsyncEnumerable<GeneratedToken> Generate(Run run, GenerateRequest request, CancellationToken cancellation)
    {
        var (prompt, settings, given) = GenerateChecks.Read(run, request);
        return Tokens(run, request.Step, prompt, settings, given, cancellation);
    }

    private async IAsyncEnumerable<GeneratedToken> Tokens(Run run, int? step, int[] prompt, SamplerSettings settings, GivenTokens given, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var weights = await snapshots.Get(run, step, cancellation);
        snapshots.Hold(run, weights);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, run.Deleted);
        using var model = await InferencePool.Compute(() => pool.Load(run, weights), end.Token);
        using var tokens = model.Generate(prompt, settings, given, end.Token).GetEnumerator();
        while (await Next(run, tokens, end.Token))
            yield return Describe(tokens.Current, weights.Step, run.Tokenizer, tokens.Current.Index == given.Written.Count ? prompt : null);
    }

    private async Task<bool> Next(Run run, IEnumerator<SampledToken> tokens, CancellationToken end)
    {
        try
        {
            await pool.Computing.WaitAsync(end);
            try
            {
                return await InferencePool.Compute(tokens.MoveNext, end);
            }
            finally
            {
                pool.Computing.Release();
            }
        }
        catch (OperationCanceledException) when (run.Deleted.IsCancellationRequested)
        {
            throw new LabException(Refusal.NotFound, $"The run “{run.Info.Name}” was deleted while this text was written; it ends here.");
        }
        catch (ModelException e)
        {
            throw LabException.Field(e.Key ?? "step", e.Message, Refusal.Conflict);
        }
    }

    private static GeneratedToken Describe(SampledToken token, int step, ITokenizer tokenizer, int[]? prompt) => new()
    {
        Index = token.Index,
        Step = step,
        Prompt = prompt is null ? null : [.. prompt.Select(tokenizer.TextOf)],
        Id = token.Id,
        Text = tokenizer.TextOf(token.Id),
        Forced = token.Forced,
        Rank = token.Token.Rank,
        Logit = token.Token.Logit,
        OwnProbability = token.Token.OwnProbability,
        OwnLogProbability = token.Token.OwnLogProbability,
        Probability = token.Probability,
        LogProbability = token.Token.LogProbability,
        Entropy = token.Entropy,
        OwnEntropy = token.OwnEntropy,
        Drawable = token.Drawable,
        Candidates = [.. token.Candidates.Select(c => new TokenCandidate(c.Id, tokenizer.TextOf(c.Id), c.Rank, c.Logit, c.OwnProbability, c.OwnLogProbability, c.Probability, c.LogProbability))],
        ContextStart = token.ContextStart,
        Attention = token.Attention,
    };
}
