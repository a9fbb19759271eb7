// A model on a snapshot of weights: captures attention and writes text beside the training.
namespace AttentionLab.Model;

/// <summary>For one thread at a time, whichever it is.</summary>
internal sealed class InferenceModel : IInferenceModel
{
    private readonly Gpt model;

    public InferenceModel(WeightSnapshot snapshot)
    {
        Step = snapshot.Step;
        model = ModelWeights.Make(snapshot);
    }

    public int Step { get; }

    public GptConfig Config => model.Config;

    public AttentionCapture Capture(int[] tokens, Interventions? edits = null)
    {
        ComputingThread.Answers();
        edits ??= Interventions.None;
        using var edited = new EditedModel(model, edits, tokens.Length);
        using var probe = new AttentionProbe(model);
        ProbeWeights.LastLogits(model, edits.Of(tokens));
        return probe.Latest!;
    }

    public LogitSplit SplitLogit(int[] tokens, int position, int token, Interventions? edits = null)
    {
        ComputingThread.Answers();
        return LogitSplitter.Split(model, tokens, position, token, edits ?? Interventions.None);
    }

    public IReadOnlyList<LensStage> ReadLens(int[] tokens, int top, int? target = null, Interventions? edits = null)
    {
        ComputingThread.Answers();
        return LogitLens.Read(model, tokens, edits ?? Interventions.None, top, target);
    }

    public QueryProjection? QueriesOf(int layer, int head) => HeadQueries.Of(model, layer, head);

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
            ComputingThread.Answers(); // each token may be asked for by another thread
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
