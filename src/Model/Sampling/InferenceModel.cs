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
    /// <exception cref="ModelException">There are no tokens, more than the context, or one that is not in the vocabulary.</exception>
    public AttentionCapture Capture(int[] tokens)
    {
        using var probe = new AttentionProbe(model);
        ProbeWeights.LastLogits(model, tokens);
        return probe.Latest!;
    }

    /// <summary>Draws one token after another; the context slides. The same seed, prompt and weights draw the same tokens.</summary>
    /// <exception cref="ModelException">The settings or the prompt are not allowed.</exception>
    public IEnumerable<SampledToken> Generate(int[] prompt, SamplerSettings settings, CancellationToken cancellation = default)
    {
        ModelException.ThrowIfAny(settings.Problems());
        if (prompt.Length == 0) throw new ModelException("The prompt is empty; it needs at least one character.", "prompt");
        foreach (int id in prompt) model.RequireToken(id);
        return Draw(prompt, settings, cancellation);
    }

    public void Dispose() => model.Dispose();

    private IEnumerable<SampledToken> Draw(int[] prompt, SamplerSettings settings, CancellationToken cancellation)
    {
        var text = new int[prompt.Length + settings.Tokens];
        prompt.CopyTo(text, 0);
        using var cache = new KeyValueCache(model);
        for (int index = 0; index < settings.Tokens; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = prompt.Length + index, start = Math.Max(0, length - Config.Context);
            var distribution = new TokenDistribution(cache.NextLogits(text.AsSpan(0, length), start), settings);
            float[][][]? attention = settings.Attention ? cache.LastRow() : null;
            int id = distribution.Draw(CounterRandom.Uniform((ulong)settings.Seed, RandomStream.Sampler, (ulong)index));
            text[length] = id;
            yield return new(index, id, (float)distribution[id], (float)distribution.Entropy, distribution.Candidates(settings.Candidates), start, attention);
        }
    }
}
