// What is known of a model's weights without an engine is what the network has: names, shapes, order and number.
namespace AttentionLab.Model.Tests;

public class WeightShapesTests
{
    public static TheoryData<string> PresetNames => [.. Presets.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Of_EachPreset_IsWhatTheNetworkHas(string preset) => RequireSame(Presets.Find(preset)!.Model);

    [Fact]
    public void Of_EveryMixOfIngredients_IsWhatTheNetworkHas()
    {
        var configs = All().Where(config => config.Problems().Count == 0).ToList();
        Assert.InRange(configs.Count, 300, 1000);
        Assert.All(configs, RequireSame);
    }

    private static void RequireSame(GptConfig config)
    {
        using var model = new Gpt(config);
        var named = model.named_parameters().Select(entry => $"{entry.name} ({string.Join(", ", entry.parameter.shape)})");
        Assert.Equal(WeightShapes.Of(config).Select(weight => $"{weight.Name} ({string.Join(", ", weight.Shape)})"), named);
        Assert.Equal(config.ParameterCount, model.parameters().Sum(parameter => parameter.shape.Aggregate(1L, (count, size) => count * size)));
    }

    private static IEnumerable<GptConfig> All() =>
        from mixer in Enum.GetValues<Mixer>()
        from switches in Enumerable.Range(0, 1 << 7)
        select new GptConfig
        {
            Vocabulary = 5,
            Layers = mixer == Mixer.None && switches % 3 == 0 ? 0 : 2,
            Heads = 2,
            Channels = 4,
            Context = 6,
            Mixer = mixer,
            Widening = 1 + switches % 2,
            LayerNorm = (switches & 1) != 0,
            Residual = (switches & 2) != 0,
            FeedForward = (switches & 4) != 0,
            Positions = (switches & 8) != 0,
            AttentionBias = (switches & 16) != 0,
            TiedHead = (switches & 32) != 0,
            HeadBias = (switches & 64) != 0,
        };
}
