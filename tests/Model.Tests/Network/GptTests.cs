// What the model computes: PyTorch's numbers, causally, from weights that the seed decides.
using System.Text.Json;
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

public class GptTests
{
    public static TheoryData<string> Variants => [.. Golden.Json("variants.json").GetProperty("models").EnumerateObject().Select(model => model.Name)];

    public static TheoryData<string> PresetNames => [.. Presets.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Call_VariantWithPyTorchsWeights_GivesPyTorchsLogits(string variant)
    {
        JsonElement json = Golden.Json("variants.json");
        GptConfig config = Golden.Model(json.GetProperty("models").GetProperty(variant));
        var tensors = Golden.Tensors("variants.safetensors").Tensors
            .Where(tensor => tensor.Key.StartsWith(variant + "/", StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Key[(variant.Length + 1)..], tensor => tensor.Value);
        using var model = new Gpt(config);
        WeightSnapshot.From(new(tensors, new Dictionary<string, string> { ["step"] = "0" }), config).CopyTo(model);
        Assert.Equal(tensors.Keys.Where(name => name != "logits").Order(), model.state_dict().Keys.Order());

        using var none = no_grad();
        using var scope = NewDisposeScope();
        long[] ids = [.. json.GetProperty("tokens").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(id => id.GetInt64())];
        var logits = model.call(tensor(ids, [2, 6])); // (B, T, V)
        Golden.Close(tensors["logits"].Data, logits.data<float>().ToArray(), 2e-5, variant);
    }

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void ParameterCount_EachPreset_IsWhatTheModelHas(string preset)
    {
        GptConfig config = Presets.Find(preset)!.Model;
        using var model = new Gpt(config);
        Assert.Equal(config.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    public void ParameterCount_BiasesAndTiedHead_IsWhatTheModelHas(bool attentionBias, bool tiedHead, bool headBias)
    {
        GptConfig config = SmallModel.Config with { AttentionBias = attentionBias, TiedHead = tiedHead, HeadBias = headBias };
        using var model = new Gpt(config, seed: 1);
        Assert.Equal(config.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
    }

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
            return WeightSnapshot.Of(model, 0).Tensors["head.weight"].Data;
        }

        Assert.Equal(Head(1), Head(1));
        Assert.NotEqual(Head(1), Head(2));
    }

    [Fact]
    public void Constructor_InitialWeights_HaveTheDeviationsOfGpt2()
    {
        var config = new GptConfig { Layers = 8, Heads = 4, Channels = 128 };
        using var model = new Gpt(config, 1);
        var weights = WeightSnapshot.Of(model, 0).Tensors;
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
        var weights = WeightSnapshot.Of(model, 0).Tensors;
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
