// Which rung has which ingredients, and what is said of a switch that a rung has not.
namespace AttentionLab.Core.Tests;

public class IngredientsTests
{
    private const string All = "mask scale heads residual layerNorm feedForward positions dropout";

    private static readonly Dictionary<string, string> Table = new()
    {
        ["bigram"] = "",
        ["average"] = "mask residual layerNorm feedForward positions dropout",
        ["one-head"] = All,
        ["many-heads"] = All,
        ["feed-forward"] = All,
        ["residual"] = All,
        ["layer-norm"] = All,
        ["wavenet"] = "residual layerNorm feedForward positions dropout",
        ["tiny"] = All,
        ["small"] = All,
        ["medium"] = All,
        ["scaled"] = All,
    };

    public static TheoryData<string, string> Rungs()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (rung, has) in Table) cases.Add(rung, has);
        return cases;
    }

    public static TheoryData<string, string> Absent()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (rung, has) in Table)
            foreach (string name in All.Split(' ').Except(has.Split(' ')).Where(name => (rung, name) != ("average", "heads"))) cases.Add(rung, name);
        return cases;
    }

    [Fact]
    public void Table_OfRungs_AreAllPresets() =>
        Assert.Equal(Presets.All.Select(preset => preset.Name).Order(), Table.Keys.Order());

    [Theory]
    [MemberData(nameof(Rungs))]
    public void Of_EachRung_HasWhatItIsMadeOf(string rung, string has) => Assert.Equal(
        has, string.Join(' ', Ingredients.Of(Presets.Find(rung)!.Model).Where(ingredient => ingredient.Has).Select(ingredient => ingredient.Name)));

    [Theory]
    [MemberData(nameof(Rungs))]
    public void Problems_WhatARungHasIsSwitched_AreNone(string rung, string has)
    {
        GptConfig preset = Presets.Find(rung)!.Model;
        foreach (string name in has.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.Empty(Ingredients.Problems(preset, Switched(preset, name)));
    }

    [Theory]
    [MemberData(nameof(Absent))]
    public void Problems_WhatARungHasNotIsSwitched_NamesTheKeyAndTheReason(string rung, string name)
    {
        GptConfig preset = Presets.Find(rung)!.Model;
        ConfigProblem problem = Assert.Single(Ingredients.Problems(preset, Switched(preset, name)));
        Assert.Equal($"model.{name}", problem.Key);
        string reason = Ingredients.Of(preset).Single(ingredient => ingredient.Name == name).Absent!;
        Assert.Contains($" is not allowed: {reason}. Leave it out, or at ", problem.Message);
    }

    [Fact]
    public void Problems_NoIngredientChanged_AreNone() => Assert.All(
        Presets.All, preset => Assert.Empty(Ingredients.Problems(preset.Model, preset.Model with { Channels = preset.Model.Channels * 2 })));

    [Fact]
    public void Problems_AttentionTakesTheAveragesPlace_ScalingIsThenASwitch()
    {
        GptConfig preset = Presets.Find("average")!.Model;
        Assert.Empty(Ingredients.Problems(preset, preset with { Mixer = Mixer.Attention, Scale = false }));
    }

    [Fact]
    public void Problems_HeadsOfAnAverage_AreThereThoughAllAlike()
    {
        GptConfig preset = Presets.Find("average")!.Model, four = preset with { Heads = 4 };
        Assert.Empty(Ingredients.Problems(preset, four));
        Assert.Empty(four.Problems());
        Assert.Contains("changes nothing", Ingredients.Of(preset).Single(ingredient => ingredient.Name == "heads").Absent);
    }

    [Theory]
    [InlineData(Mixer.None), InlineData(Mixer.Wavenet)]
    public void Problems_WithoutHeads_ChannelsNeedNotShareOut(Mixer mixer)
    {
        GptConfig model = Presets.Find("small")!.Model with { Channels = 130, Context = 16 };
        Assert.Equal("model.channels", Assert.Single(model.Problems()).Key);
        Assert.Empty((model with { Mixer = mixer }).Problems());
    }

    [Fact]
    public void Problems_ManySwitchesOfABigram_NameEachWithWhatCame()
    {
        GptConfig preset = Presets.Find("bigram")!.Model;
        var problems = Ingredients.Problems(preset, preset with { Mask = false, Heads = 4, Dropout = 0.2 });
        Assert.Equal(["model.mask", "model.heads", "model.dropout"], problems.Select(problem => problem.Key));
        Assert.Equal(["false", "4", "0.2"], problems.Select(problem => problem.Message.Split(' ')[0]));
    }

    private static GptConfig Switched(GptConfig config, string name) => name switch
    {
        "mask" => config with { Mask = !config.Mask },
        "scale" => config with { Scale = !config.Scale },
        "heads" => config with { Heads = config.Heads == 1 ? 2 : 1 },
        "residual" => config with { Residual = !config.Residual },
        "layerNorm" => config with { LayerNorm = !config.LayerNorm },
        "feedForward" => config with { FeedForward = !config.FeedForward },
        "positions" => config with { Positions = !config.Positions },
        "dropout" => config with { Dropout = config.Dropout == 0 ? 0.1 : 0 },
        _ => throw new ArgumentException(name),
    };
}
