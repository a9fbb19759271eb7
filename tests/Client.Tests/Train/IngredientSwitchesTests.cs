// The switches of a racer: one for each ingredient that the model has, a reason for each that it has not.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class IngredientSwitchesTests : LabContext
{
    private static readonly IngredientInfo[] All =
    [
        new("mask", "causal mask", null), new("scale", "1/sqrt(d) scaling", null), new("heads", "number of heads", null), new("residual", "residual connections", null),
        new("layerNorm", "LayerNorm", null), new("feedForward", "feed-forward", null), new("positions", "position embedding", null), new("dropout", "dropout", null),
    ];

    private readonly NewRunDraft _draft = new() { Preset = "small", Corpus = "tiny-shakespeare" };

    private NewRun Request => _draft.ToRequest(Lab.Presets.Presets[1], Lab.AllCorpora[0]);

    [Theory]
    [InlineData("mask"), InlineData("scale"), InlineData("residual"), InlineData("layerNorm"), InlineData("feedForward"), InlineData("positions")]
    public void Switch_TurnedOff_IsAskedForAndSaysWhatItDoes(string name)
    {
        var switches = Switches();
        var box = switches.Find($"#ingredient-{name}");
        Assert.True(box.HasAttribute("checked"));
        Assert.True(switches.Find($"#{box.GetAttribute("aria-describedby")}").TextContent.Length > 40);
        box.Change(false);
        Assert.Equal([name], Named(Request.Model!).Where(field => field.Value is false).Select(field => field.Name));
        Assert.Contains("no ", Request.Name);
    }

    [Fact]
    public void HeadsAndDropout_Changed_AreAskedFor()
    {
        var switches = Switches();
        Assert.Equal(["1 of 128 channels", "2 of 64 channels", "4 of 32 channels", "8 of 16 channels", "16 of 8 channels"], Options(switches, "ingredient-heads").Select(option => option.TextContent));
        Choose(switches, "ingredient-heads", "2 of 64 channels");
        switches.Find("#ingredient-dropout").Change("0.25");
        Assert.Equal(new ModelOverrides { Heads = 2, Dropout = 0.25 }, Request.Model);
        Assert.Equal("Small, 2 heads, dropout 0.25 on Tiny Shakespeare", Request.Name);
    }

    [Fact]
    public void Ingredient_ThatTheModelCannotHave_IsNamedWithTheReasonAndNotOffered()
    {
        var switches = Switches(ingredients: [new("mask", "causal mask", "the table has no attention"), .. All[2..]]);
        Assert.Empty(switches.FindAll("#ingredient-mask"));
        Assert.Contains("causal mask (the table has no attention)", switches.Find(".absent").TextContent);
    }

    [Fact]
    public void Switches_Untouched_AskForNothingAndStayClosed()
    {
        Assert.False(IsOpen(Switches(), ".ingredients"));
        Assert.Null(Request.Model);
        Assert.Null(Request.Name);
    }

    [Fact]
    public void Switches_Reset_AreThePresetsAgain()
    {
        (_draft.Switches["mask"], _draft.Switches["scale"]) = (false, false);
        var switches = Switches();
        Assert.True(IsOpen(switches, ".ingredients"));
        Assert.Contains("no mask, no scaling", switches.Find(".ingredients .mud-expand-panel-text").TextContent);
        switches.FindAll(".ingredients button").Single(button => button.TextContent.Trim() == "As “Small” has them").Click();
        Assert.True(switches.Find("#ingredient-mask").HasAttribute("checked"));
        Assert.Null(Request.Model);
    }

    [Fact]
    public void Switch_Refused_SaysSoAtTheSwitch()
    {
        var switches = Switches(LabException.Field("model.dropout", "1.5 is not allowed; it must be from 0 to 0.9."));
        Assert.True(IsOpen(switches, ".ingredients"));
        Assert.Equal("1.5 is not allowed; it must be from 0 to 0.9.", switches.Find("#ingredient-dropout-error").TextContent.Trim());
    }

    private IRenderedComponent<IngredientSwitches> Switches(LabException? refusal = null, IngredientInfo[]? ingredients = null) => Render<IngredientSwitches>(p => p
        .Add(s => s.Draft, _draft).Add(s => s.Preset, Lab.Presets.Presets[1] with { Ingredients = ingredients ?? All }).Add(s => s.Refusal, refusal));

    private static (string Name, bool? Value)[] Named(ModelOverrides asked) =>
    [
        ("mask", asked.Mask), ("scale", asked.Scale), ("residual", asked.Residual), ("layerNorm", asked.LayerNorm), ("feedForward", asked.FeedForward), ("positions", asked.Positions),
    ];
}
