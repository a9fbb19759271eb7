// The parts of a logit are the model's own, and their sum is the logit.
namespace AttentionLab.Model.Tests;

public class LogitSplitTests
{
    public static TheoryData<string> Rungs => [.. Presets.All.Select(preset => preset.Name).Where(name => name != "wavenet")];

    public static TheoryData<int> Splits => [.. Enumerable.Range(0, CircuitGolden.Of("splits").Count())];

    private static string NameOf(AttributionPart part, int? source = null) => part.Kind switch
    {
        PartName.Head => $"head.{part.Layer}.{part.Head}.{source}",
        _ => char.ToLowerInvariant(part.Kind.ToString()[0]) + part.Kind.ToString()[1..] + (part.Layer is { } layer ? $".{layer}" : ""),
    };

    [Theory]
    [MemberData(nameof(Splits))]
    public void Split_OfPyTorchsWeights_GivesPyTorchsParts(int at)
    {
        var golden = CircuitGolden.Of("splits").ElementAt(at);
        using var model = CircuitGolden.Model(golden.GetProperty("model").GetString()!);
        var split = model.SplitLogit(CircuitGolden.Tokens, golden.GetProperty("position").GetInt32(), golden.GetProperty("token").GetInt32());
        var parts = split.Parts.SelectMany(part => part.BySource is { } sources
            ? sources.Select((value, source) => (Name: NameOf(part, source), value))
            : [(Name: NameOf(part), value: part.Value)]).ToDictionary(part => part.Name, part => part.value);
        var expected = golden.GetProperty("parts").EnumerateObject().ToDictionary(part => part.Name, part => part.Value.GetDouble());
        Assert.Equal(expected.Keys.Order(), parts.Keys.Order());
        Assert.All(expected, part => Assert.Equal(part.Value, parts[part.Key], 2e-5));
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public void Split_OfEveryRung_SumsToTheLogit(string rung)
    {
        using var gpt = SmallModel.Make(Presets.Find(rung)!.Model with { Vocabulary = 13, Context = 10 }, 11);
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        float[] logits = model.Capture(SmallModel.Tokens).Logits;
        double scale = logits.Max(MathF.Abs);
        foreach (int position in new[] { 0, 4, 9 })
            foreach (int token in new[] { 0, 5, 12 })
            {
                var split = model.SplitLogit(SmallModel.Tokens, position, token);
                Assert.Equal(logits[(position * 13) + token], split.Logit);
                // These weights are thirty times those that training starts from, so logits may be large; the rounding grows with them.
                Assert.InRange(Math.Abs(split.Sum - split.Logit), 0, 1e-4 * Math.Max(1, scale / 100));
            }
    }

    [Theory]
    [InlineData(KnockoutKind.Zero)]
    [InlineData(KnockoutKind.Mean)]
    public void Split_UnderEdits_SumsToTheEditedLogit(KnockoutKind kind)
    {
        using var gpt = SmallModel.Make();
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        var edits = new Interventions
        {
            Heads = [new(0, 1, kind), new(1, 2, kind)],
            Cells = [new(1, 0, 9, 2, CellEditKind.Force)],
            LiftMask = true,
            DropScale = true,
            Tokens = [new(9, 0)],
        };
        var split = model.SplitLogit(SmallModel.Tokens, 9, 4, edits);
        Assert.Equal(model.Capture(SmallModel.Tokens, edits).Logits[(9 * 13) + 4], split.Logit);
        Assert.InRange(Math.Abs(split.Sum - split.Logit), 0, 1e-4);
        var knocked = split.Parts.Single(part => part is { Kind: PartName.Head, Layer: 0, Head: 1 });
        Assert.Equal(kind == KnockoutKind.Zero, knocked.Value == 0);
        var forced = split.Parts.Single(part => part is { Kind: PartName.Head, Layer: 1, Head: 0 });
        Assert.Equal(forced.Value, forced.BySource![2]);
    }

    [Fact]
    public void Split_OfABigram_IsItsCell()
    {
        using var gpt = SmallModel.Make(new() { Vocabulary = 13, Layers = 0, Mixer = Mixer.None, Positions = false, LayerNorm = false, FeedForward = false, HeadBias = false, Context = 10 });
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        var part = Assert.Single(model.SplitLogit(SmallModel.Tokens, 3, 5).Parts);
        Assert.Equal((PartName.TokenEmbedding, (double)model.Capture(SmallModel.Tokens).Logits[(3 * 13) + 5]), (part.Kind, part.Value));
    }

    [Fact]
    public void Split_WithoutResidual_BeginsInTheLastLayer()
    {
        using var model = CircuitGolden.Model("no-residual");
        var split = model.SplitLogit(CircuitGolden.Tokens, 5, 2);
        Assert.Equal([PartName.FeedForward, PartName.FeedForwardBias, PartName.NormBias, PartName.HeadBias], split.Parts.Select(part => part.Kind));
        Assert.InRange(Math.Abs(split.Sum - split.Logit), 0, 1e-5);
    }

    [Fact]
    public void Split_OfTheFixedTree_IsRefusedWithTheReason()
    {
        using var gpt = SmallModel.Make(SmallModel.Config with { Mixer = Mixer.Wavenet });
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        Assert.Contains("cannot be split", Assert.Throws<ModelException>(() => model.SplitLogit(SmallModel.Tokens, 3, 5)).Message);
    }

    [Theory]
    [InlineData(10, 0, "position")]
    [InlineData(0, 13, "token")]
    [InlineData(-1, 0, "position")]
    public void Split_OfWhatDoesNotExist_IsRefused(int position, int token, string key)
    {
        using var gpt = SmallModel.Make();
        using var model = new InferenceModel(ModelWeights.Copy(gpt, 0));
        Assert.Equal(key, Assert.Throws<ModelException>(() => model.SplitLogit(SmallModel.Tokens, position, token)).Key);
    }
}
