// Writes a short text with a run's weights at each estimate, always from the same seed.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Sampling has its own random numbers, so that training goes on as if it had not happened.</summary>
internal sealed class SampleWriter(Run run, IEngine engine)
{
    /// <summary>Token by token: null after each, the sample at the end.</summary>
    /// <param name="tokens">How long it is; a shorter one is the beginning of a longer.</param>
    public IEnumerable<Sample?> Write(WeightSnapshot weights, int tokens)
    {
        using var model = engine.Load(weights);
        var settings = new SamplerSettings { Tokens = tokens, Seed = run.Info.Seed, Attention = false, Candidates = 1 };
        var ids = new List<int>();
        foreach (var token in model.Generate(TextStart.Of(run.Tokenizer), settings))
        {
            ids.Add(token.Id);
            yield return null;
        }
        yield return new Sample(weights.Step, run.Tokenizer.Decode(ids));
    }
}
