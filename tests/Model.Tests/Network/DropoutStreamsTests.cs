// What a part drops depends on the run's seed, the step and the part's name: a part that is left out shifts no other, and nobody else draws.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

[Collection("manual_seed")]
public sealed class DropoutStreamsTests
{
    private const double P = 0.4;

    // Without residual connections and normalisation, what is dropped stays zero until the next part reads it.
    private static readonly GptConfig Config = SmallModel.Config with { Dropout = P, Residual = false, LayerNorm = false };

    [Fact]
    public void Drop_SameSeedStepAndPart_IsTheSameWhateverElseWasDrawn()
    {
        var streams = new DropoutStreams();
        streams.GoTo(3, 7, isByPart: true);
        bool[] first = Mask(streams, "blocks.0.mixing");
        Mask(streams, "blocks.1.mixing");
        manual_seed(99);
        Assert.Equal(first, Mask(streams, "blocks.0.mixing"));
        var restored = new DropoutStreams();
        restored.GoTo(3, 7, isByPart: true);
        Assert.Equal(first, Mask(restored, "blocks.0.mixing"));
        Assert.InRange(first.Count(dropped => dropped), 350, 450);
    }

    [Theory]
    [InlineData(4, 7, "blocks.0.mixing")]
    [InlineData(3, 8, "blocks.0.mixing")]
    [InlineData(3, 7, "blocks.1.mixing")]
    [InlineData(3, 7, "blocks.0.feedForward")]
    public void Drop_AnotherSeedStepOrPart_IsAnother(long seed, int step, string part)
    {
        var streams = new DropoutStreams();
        streams.GoTo(3, 7, isByPart: true);
        bool[] first = Mask(streams, "blocks.0.mixing");
        streams.GoTo(seed, step, isByPart: true);
        Assert.InRange(first.Zip(Mask(streams, part), (one, other) => one != other).Count(differs => differs), 400, 560);
    }

    [Fact]
    public void Call_FeedForwardLeftOut_ShiftsNoOtherMask() =>
        AssertSameMasks(Config, Config with { FeedForward = false }, "embedding", "blocks.0.mixing", "blocks.1.mixing");

    [Fact]
    public void Call_AttentionLeftOut_ShiftsNoOtherMask() =>
        AssertSameMasks(Config, Config with { Mixer = Mixer.None }, "embedding", "blocks.0.feedForward", "blocks.1.feedForward");

    [Fact]
    public void Call_LayerLeftOut_ShiftsNoOtherMask() =>
        AssertSameMasks(Config with { Layers = 3 }, Config, "embedding", "blocks.0.mixing", "blocks.0.feedForward", "blocks.1.mixing", "blocks.1.feedForward");

    [Fact]
    public void InferenceModel_MadeAndAsked_LeavesTheGlobalGeneratorAsItWas()
    {
        manual_seed(21);
        byte[] before = State();
        using (var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 0)))
        {
            model.Capture(SmallModel.Tokens);
            Assert.Equal(12, model.Generate([1], new() { Tokens = 12 }).Count());
        }
        Assert.Equal(before, State());
    }

    [Fact]
    public void Trainer_MadeAndMeasured_LeavesTheGlobalGeneratorAsItWas()
    {
        manual_seed(22);
        byte[] before = State();
        using (var trainer = new Trainer(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 3))
        {
            trainer.EstimateLoss();
            trainer.Step(); // which drops nothing
        }
        Assert.Equal(before, State());
        using (var trainer = new Trainer(Config, SmallModel.Training, SmallModel.Corpus(), 3)) trainer.Step();
        Assert.NotEqual(before, State());
    }

    private static byte[] State()
    {
        using var state = get_rng_state();
        return state.data<byte>().ToArray();
    }

    private static bool[] Mask(DropoutStreams streams, string part)
    {
        using var x = ones(1000); // (1000)
        using var left = streams.Drop(x, P, DropoutStreams.StreamOf(part)); // (1000)
        return [.. left.data<float>().ToArray().Select(value => value == 0)];
    }

    private static void AssertSameMasks(GptConfig whole, GptConfig part, params string[] names)
    {
        var (expected, actual) = (Masks(whole), Masks(part));
        foreach (string name in names)
        {
            Assert.Equal(expected[name], actual[name]);
            Assert.InRange(actual[name].Count(dropped => dropped), 20, 90); // of 120
        }
        Assert.Equal(names.Length, names.Select(name => string.Concat(actual[name].Select(dropped => dropped ? '0' : '1'))).Distinct().Count());
    }

    /// <summary>Which numbers each part dropped in one pass of a training, by the part's name: seen in what the next one is given.</summary>
    private static Dictionary<string, bool[]> Masks(GptConfig config)
    {
        var masks = new Dictionary<string, bool[]>();
        using var model = new Gpt(config, seed: 7);
        model.train();
        model.Streams.GoTo(3, 7, isByPart: true);
        string handedOn = "embedding";
        foreach (var (layer, block) in model.Blocks.Index())
        {
            block.register_forward_pre_hook((_, x) => See(x));
            if (config.Mixer != Mixer.None) block.Mixing!.register_forward_hook((_, _, output) => Pass(output, $"blocks.{layer}.mixing"));
            if (config.FeedForward) block.FeedForwardNetwork!.register_forward_pre_hook((_, x) => See(x));
            if (config.FeedForward) block.FeedForwardNetwork!.register_forward_hook((_, _, output) => Pass(output, $"blocks.{layer}.feedForward"));
        }
        model.Head!.register_forward_pre_hook((_, x) => See(x));
        using var none = no_grad();
        using var scope = NewDisposeScope();
        model.call(model.Batch(SmallModel.Tokens)); // (1, T, V)
        return masks;

        Tensor See(Tensor x)
        {
            masks[handedOn] = [.. x.data<float>().ToArray().Select(value => value == 0)];
            return x;
        }

        Tensor Pass(Tensor output, string name)
        {
            handedOn = name;
            return output;
        }
    }
}
