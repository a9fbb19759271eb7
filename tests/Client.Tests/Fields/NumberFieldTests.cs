// A field for a number: what is typed is read, what cannot be read stays and is said, and what the lab refuses is said below it.
using AttentionLab.Client.Controls.Fields;
using Bunit;

namespace AttentionLab.Client.Tests.Fields;

public class NumberFieldTests : LabContext
{
    private readonly Dictionary<string, string> _unreadable = [];
    private int? _read = -1;

    [Theory]
    [InlineData("500", 500)]
    [InlineData(" 1,000,000 ", 1_000_000)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    public void Field_Typed_IsReadAsANumberOrLeftOut(string text, int? number)
    {
        var field = Field();
        field.Find("input").Change(text);
        Assert.Equal(number, _read);
        Assert.Empty(_unreadable);
        Assert.Equal("false", field.Find("input").GetAttribute("aria-invalid") ?? "false");
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Field_UntilThePageIsLive_TakesNothing(bool live)
    {
        Renderer.SetRendererInfo(new(live ? "Server" : "Static", live));
        Assert.Equal(!live, Field().Find("input").HasAttribute("disabled"));
    }

    [Fact]
    public void Field_NoNumber_StaysAndIsSaidAtOnce()
    {
        var field = Field();
        field.Find("input").Change("many");
        Assert.Null(_read);
        Assert.Equal("“many” is no whole number.", _unreadable["steps"]);
        AssertSays(field, "“many” is no whole number.");
        Assert.Equal("many", field.Find("input").GetAttribute("value"));
        field.Render(p => p.Add(f => f.Value, _read));
        Assert.Equal("many", field.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Field_NoNumberWhereAFractionIsMeant_SaysHowItIsWritten()
    {
        var field = Render<NumberField<double>>(p => p.Add(f => f.Name, "rate").Add(f => f.Label, "Learning rate").Add(f => f.Field, "training.learningRate").Add(f => f.Unreadable, _unreadable));
        field.Find("input").Change("0.0.5");
        AssertSays(field, "“0.0.5” is no number; write it like 0.0005.");
    }

    [Fact]
    public void Field_Corrected_IsSilentAgain()
    {
        var field = Field();
        field.Find("input").Change("many");
        field.Find("input").Change("7");
        Assert.Equal(7, _read);
        Assert.Empty(_unreadable);
        Assert.DoesNotContain("no whole number", field.Markup);
    }

    [Fact]
    public void Field_ValueFromOutside_ReplacesWhatWasTyped()
    {
        var field = Field();
        field.Find("input").Change("many");
        field.Render(p => p.Add(f => f.Value, 12));
        Assert.Equal("12", field.Find("input").GetAttribute("value"));
        Assert.Empty(_unreadable);
    }

    [Fact]
    public void Field_OutOfRange_NamesWhatIsAllowed()
    {
        var field = Field();
        field.Find("input").Change("-5");
        field.Render(p => p.Add(f => f.Refusal, LabException.Field("steps", "-5 is not allowed; 1 to 1000000 is.")));
        AssertSays(field, "-5 is not allowed; 1 to 1000000 is.");
    }

    [Fact]
    public void Field_RefusedUnderAnotherOfItsNames_SaysSo()
    {
        var field = Render<NumberField<int>>(p => p.Add(f => f.Name, "steps").Add(f => f.Label, "Steps").Add(f => f.Field, "steps").Add(f => f.Also, ["training.steps"])
            .Add(f => f.Unreadable, _unreadable).Add(f => f.Refusal, LabException.Field("training.steps", "0 is not allowed; 1 to 1000000 is.")));
        AssertSays(field, "0 is not allowed; 1 to 1000000 is.");
    }

    [Fact]
    public async Task Field_Left_HoldsNothingUp()
    {
        Field().Find("input").Change("many");
        Assert.NotEmpty(_unreadable);
        await DisposeComponentsAsync();
        Assert.Empty(_unreadable);
    }

    private IRenderedComponent<NumberField<int>> Field() => Render<NumberField<int>>(p => p
        .Add(f => f.Name, "steps").Add(f => f.Label, "Steps").Add(f => f.Field, "steps").Add(f => f.Unreadable, _unreadable).Add(f => f.ValueChanged, read => _read = read));

    /// <summary>Below the field, and to those who only hear it.</summary>
    private static void AssertSays(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> field, string sentence)
    {
        var input = field.Find("input");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal(sentence, field.Find($"#{input.GetAttribute("aria-describedby")!.Split(' ')[0]}").TextContent.Trim());
    }
}
