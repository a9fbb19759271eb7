// What the model computes: causally, from weights that the seed decides.
namespace AttentionLab.Model.Tests;

public class GptTests
{
    [Fact]
    public void New_TiedHeadWithBias_NamesTheSwitch()
    {
        var refused = Assert.Throws<ModelException>(() => new Gpt(SmallModel.Config with { TiedHead = true, HeadBias = true }));
        Assert.Equal("model.headBias", refused.Key);
    }

    [Theory]
    [InlineData(Mixer.Attention)]
    [InlineData(Mixer.Average)]
    [InlineData(Mixer.None)]
    [InlineData(Mixer.Wavenet)]
    public void Call_LaterTokenChanged_EarlierLogitsStayBitForBit(Mixer mixer)
    {
        using Gpt model = SmallModel.Make(SmallModel.Config with { Mixer = mixer });
        float[] before = SmallModel.Logits(model, SmallModel.Tokens);
        for (int changed = 1; changed < SmallModel.Tokens.Length; changed++)
        {
            int[] tokens = [.. SmallModel.Tokens];
            tokens[changed] = (tokens[changed] + 1) % model.Config.Vocabulary;
            float[] after = SmallModel.Logits(model, tokens);
            int kept = changed * model.Config.Vocabulary;
            Assert.Equal(before[..kept], after[..kept]);
            Assert.NotEqual(before[kept..], after[kept..]);
        }
    }

    [Fact]
    public void Call_MaskOff_EarlierLogitsSeeLaterTokens()
    {
        using Gpt model = SmallModel.Make(SmallModel.Config with { Mask = false });
        int[] tokens = [.. SmallModel.Tokens[..^1], 0];
        int vocabulary = model.Config.Vocabulary;
        Assert.NotEqual(SmallModel.Logits(model, SmallModel.Tokens)[..vocabulary], SmallModel.Logits(model, tokens)[..vocabulary]);
    }

    [Fact]
    public void Constructor_SameSeed_SameWeights_OtherSeed_OtherWeights()
    {
        float[] Head(long seed)
        {
            using var model = new Gpt(SmallModel.Config, seed);
            return ModelWeights.Copy(model, 0).Tensors["head.weight"].Data;
        }

        Assert.Equal(Head(1), Head(1));
        Assert.NotEqual(Head(1), Head(2));
    }

    [Fact]
    public void Constructor_InitialWeights_HaveTheDeviationsOfGpt2()
    {
        var config = new GptConfig { Layers = 8, Heads = 4, Channels = 128 };
        using var model = new Gpt(config, 1);
        var weights = ModelWeights.Copy(model, 0).Tensors;
        Assert.InRange(Deviation("blocks.3.attention.queryKeyValue.weight"), 0.0195, 0.0205);
        Assert.InRange(Deviation("tokenEmbedding.weight"), 0.0195, 0.0205);
        Assert.InRange(Deviation("blocks.3.attention.project.weight"), 0.0195 / 4, 0.0205 / 4);
        Assert.InRange(Deviation("blocks.3.feedForward.project.weight"), 0.0195 / 4, 0.0205 / 4);
        Assert.All(weights.Where(weight => weight.Key.EndsWith(".bias", StringComparison.Ordinal)), weight => Assert.All(weight.Value.Data, value => Assert.Equal(0f, value)));

        double Deviation(string name) => Math.Sqrt(weights[name].Data.Average(value => (double)value * value));
    }

    [Fact]
    public void Constructor_WithoutLayerNorm_WeightsKeepTheSizeOfTheirInputs()
    {
        using var model = new Gpt(new() { LayerNorm = false }, 1);
        var weights = ModelWeights.Copy(model, 0).Tensors;
        Assert.InRange(Deviation("tokenEmbedding.weight"), 0.98, 1.02);
        Assert.InRange(Deviation("blocks.0.feedForward.widen.weight") * Math.Sqrt(3 * 128), 0.98, 1.02);
        Assert.InRange(Deviation("blocks.0.feedForward.project.weight") * Math.Sqrt(3 * 512), 0.98, 1.02);

        double Deviation(string name) => Math.Sqrt(weights[name].Data.Average(value => (double)value * value));
    }

    [Fact]
    public void Call_MoreTokensThanContext_ThrowsWithBothNumbers()
    {
        using Gpt model = SmallModel.Make();
        var error = Assert.Throws<ModelException>(() => SmallModel.Logits(model, new int[11]));
        Assert.Contains("11", error.Message);
        Assert.Contains("10", error.Message);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(-1)]
    public void Batch_TokenOutsideVocabulary_Throws(int id)
    {
        using Gpt model = SmallModel.Make();
        Assert.Contains("0 to 12", Assert.Throws<ModelException>(() => SmallModel.Logits(model, [1, id])).Message);
    }
}
