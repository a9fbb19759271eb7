// A model on a snapshot of weights: captures attention and writes text beside the training.
namespace AttentionLab.Model;

/// <summary>For one thread at a time, whichever it is.</summary>
public sealed class InferenceModel : IDisposable
{
    private readonly Gpt model;

    public InferenceModel(WeightSnapshot snapshot)
    {
        Step = snapshot.Step;
        model = new Gpt(snapshot.Config);
        snapshot.CopyTo(model);
        model.eval();
    }

    /// <summary>The step whose weights these are.</summary>
    public int Step { get; }

    public GptConfig Config => model.Config;

    /// <summary>Everything that attention does with these tokens, and the logits.</summary>
    /// <param name="edits">What is changed in this pass; null leaves the model as it is.</param>
    /// <exception cref="ModelException">There are no tokens, more than the context, or one that is not in the vocabulary; or the edits are not possible.</exception>
    public AttentionCapture Capture(int[] tokens, Interventions? edits = null)
    {
        edits ??= Interventions.None;
        using var edited = new EditedModel(model, edits, tokens.Length);
        using var probe = new AttentionProbe(model);
        ProbeWeights.LastLogits(model, edits.Of(tokens));
        return probe.Latest!;
    }

    /// <summary>One logit as the sum of what each part of the model says.</summary>
    /// <param name="position">The token after which the next one is guessed.</param>
    /// <param name="token">The next token in question.</param>
    /// <exception cref="ModelException">There is no such position or token, the edits are not possible, or the model has no stream to split.</exception>
    public LogitSplit SplitLogit(int[] tokens, int position, int token, Interventions? edits = null) =>
        LogitSplitter.Split(model, tokens, position, token, edits ?? Interventions.None);

    /// <summary>What the model would answer after each of its parts.</summary>
    /// <param name="top">Candidates at each place.</param>
    /// <param name="target">The token to follow; null follows the one that the model ends with.</param>
    /// <exception cref="ModelException">The edits are not possible, or there is no such token.</exception>
    public IReadOnlyList<LensStage> ReadLens(int[] tokens, int top, int? target = null, Interventions? edits = null) =>
        LogitLens.Read(model, tokens, edits ?? Interventions.None, top, target);

    /// <summary>Where a head's queries come from; null where the model averages and has none.</summary>
    public QueryProjection? QueriesOf(int layer, int head) => QueryProjection.Of(model, layer, head);

    /// <summary>Draws one token after another; the context slides. The same seed, prompt and weights draw the same tokens, wherever drawing begins.</summary>
    /// <param name="given">Tokens that are not drawn; answers begin behind those written.</param>
    /// <exception cref="ModelException">The settings, the prompt or the given tokens are not allowed.</exception>
    public IEnumerable<SampledToken> Generate(int[] prompt, SamplerSettings settings, GivenTokens? given = null, CancellationToken cancellation = default)
    {
        ModelException.ThrowIfAny(settings.Problems());
        if (prompt.Length == 0) throw new ModelException("The prompt is empty; it needs at least one character.", "prompt");
        given ??= GivenTokens.None;
        foreach (int id in prompt) model.RequireToken(id);
        foreach (int id in given.Written) model.RequireToken(id, "written");
        foreach (int id in given.Forced.Values) model.RequireToken(id, "forced");
        return Draw([.. prompt, .. given.Written], prompt.Length, settings, given.Forced, cancellation);
    }

    public void Dispose() => model.Dispose();

    private IEnumerable<SampledToken> Draw(int[] known, int promptLength, SamplerSettings settings, IReadOnlyDictionary<int, int> forced, CancellationToken cancellation)
    {
        var text = new int[known.Length + settings.Tokens];
        known.CopyTo(text, 0);
        using var cache = new KeyValueCache(model);
        for (int length = known.Length; length < text.Length; length++)
        {
            cancellation.ThrowIfCancellationRequested();
            int index = length - promptLength, start = Math.Max(0, length - Config.Context);
            var distribution = new TokenDistribution(cache.NextLogits(text.AsSpan(0, length), start), settings);
            float[][][]? attention = settings.Attention ? cache.LastRow() : null;
            bool isForced = forced.TryGetValue(index, out int id);
            // One uniform number for each index, drawn or not: forcing a token leaves the luck of the later ones as it was.
            if (!isForced) id = distribution.Draw(CounterRandom.Uniform((ulong)settings.Seed, RandomStream.Sampler, (ulong)index));
            text[length] = id;
            yield return new(index, distribution.Describe(id), isForced, (float)distribution.Entropy, (float)distribution.OwnEntropy, distribution.Drawable,
                distribution.Candidates(settings.Candidates), start, attention);
        }
    }
}
