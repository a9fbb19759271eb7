// The switches of a new run: one for each ingredient that the model has, a reason for each that it has not.
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

    public IngredientSwitchesTests() => Lab.Presets = Lab.Presets with { Presets = [.. Lab.Presets.Presets.Select(preset => preset with { Ingredients = All })] };

    [Theory]
    [InlineData("mask"), InlineData("scale"), InlineData("residual"), InlineData("layerNorm"), InlineData("feedForward"), InlineData("positions")]
    public void Switch_TurnedOff_IsAskedForAndSaysWhatItDoes(string name)
    {
        var form = Render<NewRunForm>();
        var box = form.Find($"#ingredient-{name}");
        Assert.True(box.HasAttribute("checked"));
        Assert.True(form.Find($"#{box.GetAttribute("aria-describedby")}").TextContent.Length > 40);
        box.Change(false);
        form.Find("form").Submit();
        var asked = Lab.Started!.Model!;
        Assert.Equal([name], Named(asked).Where(field => field.Value is false).Select(field => field.Name));
        Assert.Contains("no ", Lab.Started.Name);
    }

    [Fact]
    public void HeadsAndDropout_Changed_AreAskedFor()
    {
        var form = Render<NewRunForm>();
        Assert.Equal(["1 of 128 channels", "2 of 64 channels", "4 of 32 channels", "8 of 16 channels", "16 of 8 channels"], Options(form, "ingredient-heads").Select(option => option.TextContent));
        Choose(form, "ingredient-heads", "2 of 64 channels");
        form.Find("#ingredient-dropout").Change("0.25");
        form.Find("form").Submit();
        Assert.Equal(new ModelOverrides { Heads = 2, Dropout = 0.25 }, Lab.Started!.Model);
        Assert.Equal("Small, 2 heads, dropout 0.25 on Tiny Shakespeare", Lab.Started.Name);
    }

    [Fact]
    public void Ingredient_ThatTheModelCannotHave_IsNamedWithTheReasonAndNotOffered()
    {
        Lab.Presets = Lab.Presets with { Presets = [.. Lab.Presets.Presets.Select(preset => preset with { Ingredients = [new("mask", "causal mask", "the table has no attention"), .. All[2..]] })] };
        var form = Render<NewRunForm>();
        Assert.Empty(form.FindAll("#ingredient-mask"));
        Assert.Contains("causal mask (the table has no attention)", form.Find(".absent").TextContent);
    }

    [Fact]
    public void Switches_Untouched_AskForNothingAndStayClosed()
    {
        var form = Render<NewRunForm>();
        Assert.False(IsOpen(form, ".ingredients"));
        form.Find("form").Submit();
        Assert.Null(Lab.Started!.Model);
        Assert.Null(Lab.Started.Name);
    }

    [Fact]
    public void Switches_Reset_AreThePresetsAgain()
    {
        var form = Render<NewRunForm>(p => p.Add(f => f.Without, "mask,scale"));
        Assert.True(IsOpen(form, ".ingredients"));
        Assert.Contains("no mask, no scaling", form.Find(".ingredients .mud-expand-panel-text").TextContent);
        form.FindAll(".ingredients button").Single(button => button.TextContent.Trim() == "As “Small” has them").Click();
        Assert.True(form.Find("#ingredient-mask").HasAttribute("checked"));
        form.Find("form").Submit();
        Assert.Null(Lab.Started!.Model);
    }

    [Fact]
    public void Switch_Refused_SaysSoAtTheSwitch()
    {
        Lab.Refuse = LabException.Field("model.dropout", "1.5 is not allowed; it must be from 0 to 0.9.");
        var form = Render<NewRunForm>();
        form.Find("form").Submit();
        Assert.True(IsOpen(form, ".ingredients"));
        Assert.Equal("1.5 is not allowed; it must be from 0 to 0.9.", form.Find("#ingredient-dropout-error").TextContent.Trim());
    }

    private static (string Name, bool? Value)[] Named(ModelOverrides asked) =>
    [
        ("mask", asked.Mask), ("scale", asked.Scale), ("residual", asked.Residual), ("layerNorm", asked.LayerNorm), ("feedForward", asked.FeedForward), ("positions", asked.Positions),
    ];
}
