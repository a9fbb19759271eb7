// Writes a short text with a run's weights at each estimate, always from the same seed.
using AttentionLab.Client.Contracts;
using AttentionLab.Model;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

/// <summary>Sampling has its own random numbers, so that training goes on as if it had not happened.</summary>
internal sealed class SampleWriter(Run run)
{
    private const int Characters = 200;

    public Sample Write(WeightSnapshot weights)
    {
        using var model = new InferenceModel(weights);
        var settings = new SamplerSettings { Tokens = Characters, Seed = run.Info.Seed, Attention = false, Candidates = 1 };
        var ids = model.Generate(TextStart.Of(run.Tokenizer), settings, CancellationToken.None).Select(token => token.Id);
        var sample = new Sample(weights.Step, run.Tokenizer.Decode(ids));
        run.Samples.Add(sample);
        return sample;
    }
}
