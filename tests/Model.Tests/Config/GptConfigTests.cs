// Every impossible shape of a model is named, all at once.
namespace AttentionLab.Model.Tests;

public class GptConfigTests
{
    public static TheoryData<GptConfig, string, string> Impossible => new()
    {
        { new() { Vocabulary = 0 }, "model.vocabulary", "0" },
        { new() { Vocabulary = 70_000 }, "model.vocabulary", "65,536" },
        { new() { Layers = -1 }, "model.layers", "-1" },
        { new() { Layers = 25 }, "model.layers", "24" },
        { new() { Layers = 0 }, "model.layers", "mixer none" },
        { new() { Heads = 0 }, "model.heads", "0" },
        { new() { Heads = 25, Channels = 100 }, "model.heads", "24" },
        { new() { Channels = 0 }, "model.channels", "0" },
        { new() { Channels = 2048 }, "model.channels", "1,024" },
        { new() { Channels = 130 }, "model.channels", "multiple of 4" },
        { new() { Context = 0 }, "model.context", "0" },
        { new() { Context = 2000 }, "model.context", "1,024" },
        { new() { Widening = 0 }, "model.widening", "1 to 8" },
        { new() { Dropout = -0.1 }, "model.dropout", "-0.1" },
        { new() { Dropout = 1 }, "model.dropout", "0.9" },
        { new() { Dropout = double.NaN }, "model.dropout", "NaN" },
        { new() { Mixer = (Mixer)9 }, "model.mixer", "none, average, attention, wavenet" },
        { new() { Mixer = Mixer.None, FeedForward = false }, "model.mixer", "feedForward" },
        { new() { Mixer = Mixer.Wavenet, Layers = 4, Context = 8 }, "model.layers", "at most 3" },
        { new() { Mixer = Mixer.Wavenet, Layers = 4, Context = 1 }, "model.layers", "at most 1" },
        { new() { Mixer = Mixer.Wavenet, Layers = 8, Context = 127 }, "model.layers", "at most 7" },
        { new() { Activation = (Activation)9 }, "model.activation", "relu, gelu" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Problems_ImpossibleValue_NamesKeyAndWhatIsAllowed(GptConfig config, string key, string part)
    {
        ConfigProblem problem = Assert.Single(config.Problems());
        Assert.Equal(key, problem.Key);
        Assert.Contains(part, problem.Message);
    }

    [Fact]
    public void Problems_SeveralMistakes_NamesEveryOne()
    {
        var config = new GptConfig { Layers = 99, Channels = 7, Context = -1, Dropout = 2 };
        Assert.Equal(["model.layers", "model.context", "model.dropout", "model.channels"], config.Problems().Select(problem => problem.Key));
    }

    [Fact]
    public void Constructor_ImpossibleConfig_ThrowsWithTheKey()
    {
        var error = Assert.Throws<ModelException>(() => new Gpt(new() { Heads = 3 }));
        Assert.Equal("model.channels", error.Key);
        Assert.Contains("multiple of 3", error.Message);
    }

    [Theory]
    [InlineData("bigram", 65 * 65)]
    [InlineData("scaled", 10_788_929)]
    [InlineData("wavenet", 65 * 32 + 3 * (64 * 32 + 2 * 32) + 32 * 65 + 65)]
    public void ParameterCount_LecturesModels_AreTheLectures(string preset, long count) => Assert.Equal(count, Presets.Find(preset)!.Model.ParameterCount);
}
