// What the cache answers is what the whole window answers, for every kind of model, within the context and beyond it.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

public class KeyValueCacheTests
{
    private static readonly int[] text = [3, 1, 4, 1, 5, 9, 2, 6, 5, 12, 0, 7, 7, 3, 11, 2, 8];

    // Thirty times as large, but without a last normalisation logits would be in the thousands and their rounding beyond 1e-5.
    private static Gpt Make(GptConfig config)
    {
        if (config is { LayerNorm: true, Mixer: not Mixer.Wavenet }) return SmallModel.Make(config);
        var model = new Gpt(config, 7);
        model.eval();
        return model;
    }

    public static TheoryData<GptConfig> Models => new(
        SmallModel.Config,
        SmallModel.Config with { Layers = 1, Heads = 1, Residual = false, LayerNorm = false, FeedForward = false },
        SmallModel.Config with { Mask = false },
        SmallModel.Config with { Scale = false, Positions = false },
        SmallModel.Config with { Dropout = 0.5, Activation = Activation.Relu },
        SmallModel.Config with { Mixer = Mixer.Average },
        SmallModel.Config with { Mixer = Mixer.Average, Mask = false, Layers = 1 },
        SmallModel.Config with { Mixer = Mixer.None },
        SmallModel.Config with { Mixer = Mixer.Wavenet },
        SmallModel.Config with { Mixer = Mixer.Wavenet, Layers = 4, Residual = false, LayerNorm = false, FeedForward = false, Positions = false },
        new GptConfig { Vocabulary = 13, Layers = 0, Mixer = Mixer.None, Context = 10 });

    [Theory]
    [MemberData(nameof(Models))]
    public void NextLogits_TokenByTokenBeyondTheContext_EqualTheWholeWindows(GptConfig config)
    {
        using Gpt model = Make(config);
        using var cache = new KeyValueCache(model);
        for (int length = 3; length <= text.Length; length++)
        {
            int start = Math.Max(0, length - config.Context);
            float[] cached = cache.NextLogits(text.AsSpan(0, length), start);
            float[] whole = SmallModel.Logits(model, text[start..length])[^13..];
            Golden.Close(whole, cached, 1e-5, $"after {length} tokens");
        }
    }

    [Fact]
    public void NextLogits_AtTheSizeOfTheSmallPreset_EqualTheWholeWindows()
    {
        using var model = new Gpt(Presets.Find("small")!.Model, 3);
        model.eval();
        int[] tokens = [.. Enumerable.Range(0, 70).Select(i => i * i % 65)];
        using var cache = new KeyValueCache(model);
        for (int length = 1; length <= tokens.Length; length++)
        {
            int start = Math.Max(0, length - 64);
            Golden.Close(SmallModel.Logits(model, tokens[start..length])[^65..], cache.NextLogits(tokens.AsSpan(0, length), start), 1e-5, $"after {length} tokens");
        }
    }

    [Fact]
    public void NextLogits_OfAnotherText_ForgetsTheFirst()
    {
        using Gpt model = SmallModel.Make();
        using var cache = new KeyValueCache(model);
        cache.NextLogits([1, 2, 3, 4, 5], 0);
        Golden.Close(SmallModel.Logits(model, [7, 8])[^13..], cache.NextLogits([7, 8], 0), 1e-5, "shorter");
        Golden.Close(SmallModel.Logits(model, [7, 8, 9, 10, 11])[^13..], cache.NextLogits([7, 8, 9, 10, 11], 0), 1e-5, "three more");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void LastRow_TokenByToken_IsTheCapturesLastRow(GptConfig config)
    {
        using Gpt model = Make(config);
        using var inference = new InferenceModel(ModelWeights.Copy(model, 0));
        using var cache = new KeyValueCache(model);
        for (int length = 2; length <= 13; length++)
        {
            int start = Math.Max(0, length - 10);
            cache.NextLogits(text.AsSpan(0, length), start);
            float[][][] rows = cache.LastRow();
            AttentionCapture capture = inference.Capture(text[start..length]);
            Assert.Equal(capture.Layers, rows.Length);
            for (int layer = 0; layer < rows.Length; layer++)
                for (int head = 0; head < config.Heads; head++)
                    Golden.Close(capture[layer, head].Weights[^(length - start)..], rows[layer][head], 2e-6, $"{length}: {layer}.{head}");
        }
    }

    [Fact]
    public void Generate_DrawsWhatTheUncachedModelDraws()
    {
        using Gpt model = SmallModel.Make();
        using var inference = new InferenceModel(ModelWeights.Copy(model, 0));
        var settings = new SamplerSettings { Tokens = 60, Temperature = 1.2, TopK = 9, Seed = 5 };
        var drawn = new List<int> { 1, 2 };
        for (int index = 0; index < settings.Tokens; index++)
        {
            int[] seen = [.. drawn.TakeLast(10)];
            var distribution = new TokenDistribution(SmallModel.Logits(model, seen)[^13..], settings);
            drawn.Add(distribution.Draw(CounterRandom.Uniform((ulong)settings.Seed, RandomStream.Sampler, (ulong)index)));
        }
        Assert.Equal(drawn[2..], inference.Generate([1, 2], settings).Select(token => token.Id));
    }

    [Fact]
    public void NextLogits_LeaveNothingInTheCallersScope()
    {
        using Gpt model = SmallModel.Make();
        using var scope = NewDisposeScope();
        using (var cache = new KeyValueCache(model))
        {
            cache.NextLogits([1, 2, 3], 0);
            Assert.Equal(0, scope.DisposablesCount);
        }
        Assert.Equal(0, scope.DisposablesCount);
    }
}
