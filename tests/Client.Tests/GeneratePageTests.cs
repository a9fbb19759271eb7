// The Generate page: what it tells its script, and what cannot be pressed before there are weights.
using AttentionLab.Client.Controls.Generate;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests;

public class GeneratePageTests : LabContext
{
    private readonly BunitJSModuleInterop _script;

    public GeneratePageTests()
    {
        _script = Script("generate");
        Script("share");
    }

    [Fact]
    public void Generate_Address_FillsTheFormAndReachesTheScript()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        const string query = "?run=a&step=100&prompt=KING%3A%0A&temperature=0.5&go=1&path=12-5&compare=1&stepB=newest&topKB=5";
        var page = Open("/generate" + query);
        var options = Options();
        Assert.Equal((query, new GenerateTarget("a", "Run a", true, 65), "15"), (options.Query, options.Told.Target, options.Told.Pace));
        var asked = options.Told.Asked;
        Assert.Equal(("KING:\n", new GenerateDrawing(100, 0.5, 0, 1, 1337), 300), (asked.Prompt, asked.Drawing, asked.Tokens));
        Assert.Equal(new GenerateOther("", "", null, false, new GenerateDrawing(null, 0.5, 5, 1, 1337)), asked.Other);
        Assert.Equal("compare=1 prompt=KING:\n step=100 stepB=newest temperature=0.5 topKB=5", string.Join(' ', asked.Query.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}")));
        Assert.Equal("0.5", Field(page, "temperature").GetAttribute("value"));
        Assert.Equal("KING:\n", Field(page, "prompt").GetAttribute("value"));
    }

    [Theory]
    [InlineData("temperature", "-1", "-1 is not allowed; 0 to 10 is.")]
    [InlineData("temperature", "abc", "“abc” is no number; write it like 0.0005.")]
    [InlineData("tokens", "1.5", "“1.5” is no whole number.")]
    [InlineData("seed", "3000000000", "3,000,000,000 is not allowed; 0 to 2,147,483,647 is.")]
    [InlineData("tokens", "2001", "2,001 is not allowed; 1 to 2,000 is.")]
    [InlineData("topK", "66", "66 is not allowed; 0 to 65 is.")]
    public void Generate_NumberThatCannotBe_StaysIsSaidAndIsNotWritten(string setting, string typed, string says)
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        Field(page, setting).Input(typed);
        Assert.Equal(typed, Field(page, setting).GetAttribute("value"));
        Assert.Equal(says, page.Find($"#gen-{setting}-error").TextContent.Trim());
        Assert.Contains(says, page.Find(".gen-form [role=alert]").TextContent);
        Assert.True(Told().Asked.Wrong);
        Assert.Null(Told().Asked.Drawing);
    }

    [Fact]
    public void Generate_NumberLeftBlank_IsAsUsualAndNotInTheAddress()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate?run=a&temperature=2");
        Field(page, "temperature").Input("");
        Assert.Equal((0.8, false), (Told().Asked.Drawing!.Temperature, Told().Asked.Query.ContainsKey("temperature")));
        Assert.Equal("0.8", Field(page, "temperature").GetAttribute("placeholder"));
    }

    [Fact]
    public void Generate_ArrowKeys_MoveANumber()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate?run=a&temperature=1.5");
        Field(page, "temperature").KeyDown("ArrowUp");
        Assert.Equal(1.6, Told().Asked.Drawing!.Temperature);
        Field(page, "temperature").KeyDown("ArrowDown");
        Field(page, "temperature").KeyDown("ArrowDown");
        Assert.Equal("1.4", Field(page, "temperature").GetAttribute("value"));
    }

    [Theory]
    [InlineData(TokenChoice.Characters, 14, "17 tokens: the model sees the last 14, from “cdefghijklmn…” on.")]
    [InlineData(TokenChoice.BytePairs, 14, "17 characters: the model sees the last 14 tokens of them.")]
    [InlineData(TokenChoice.Characters, 17, null)]
    public void Generate_PromptLongerThanTheContext_SaysWhatTheModelSees(string tokens, int context, string? says)
    {
        var run = FakeLab.Run("a", RunStatus.Finished);
        Lab.AllRuns.Add(run with { Model = run.Model with { Context = context }, Tokens = new(tokens, 512, 0.6) });
        var page = Open("/generate");
        Field(page, "prompt").Input("ab\ncdefghijklmnop");
        Assert.Equal(says, page.FindAll(".is-sight").SingleOrDefault()?.TextContent);
    }

    [Fact]
    public void Generate_Compared_AsksForTheOtherRunsWeights()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("a", RunStatus.Finished), FakeLab.Run("b", RunStatus.Finished)]);
        var page = Open("/generate?run=a");
        page.Find(".gen-more input[type=checkbox]").Change(true);
        Assert.Equal((true, ""), (Told().Asked.Other!.SameWeights, Told().Asked.Other!.Run));
        Choose(page, "gen-runB", "Run b");
        Assert.Equal((false, "b", "Run b", 65), (Told().Asked.Other!.SameWeights, Told().Asked.Other!.Run, Told().Asked.Other!.Name, Told().Asked.Other!.Vocabulary));
        Assert.Equal("as A", Field(page, "temperatureB").GetAttribute("placeholder"));
    }

    [Fact]
    public void Generate_NewSeed_IsToldAndShown()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        page.FindAll(".gen-more button").Single(button => button.TextContent.Trim() == "New seed").Click();
        Assert.Equal(Told().Asked.Drawing!.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), Field(page, "seed").GetAttribute("value"));
    }

    [Fact]
    public void Generate_BeforeTheScriptIsThere_NothingCanBePressed()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        Assert.All(page.FindAll(".generate button[data-part]"), control => Assert.True(control.HasAttribute("disabled") || control.HasAttribute("hidden"), control.OuterHtml));
    }

    [Fact]
    public void Generate_UntilASpeedIsChosen_WritesSlowlyEnoughToFollow()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        Assert.Equal("15/s", page.Find(".gen-transport .mud-toggle-item-selected").TextContent.Trim());
    }

    [Fact]
    public void Generate_NoWeightsYet_SaysSo()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Running) with { HasWeights = false });
        var page = Open("/generate");
        Assert.Contains("no weights yet", page.Find(".run-frame > [role=status]").TextContent);
        Assert.False(Options().Told.Target.HasWeights);
    }

    [Fact]
    public void Generate_FirstWeights_TellTheScript()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Running) with { HasWeights = false });
        var page = Open("/generate");
        Lab.Become(FakeLab.Run("a", RunStatus.Running));
        page.WaitForAssertion(() => Assert.True(Told().Target.HasWeights));
        Assert.Empty(page.FindAll(".run-frame > [role=status]"));
    }

    [Fact]
    public void Generate_TrainingGoesOn_DoesNotDisturbTheScript()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Running));
        Open("/generate");
        Lab.Become(Lab.Find("a")! with { Step = 500 });
        Assert.Empty(_script.Invocations["update"]);
    }

    [Fact]
    public async Task Generate_RunDeleted_SaysSoAndKeepsTheText()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        await Lab.Delete("a");
        page.WaitForAssertion(() => Assert.Contains("was deleted", page.Find("[role=alert]").TextContent));
        Assert.NotNull(page.Find(".generate [data-part=page]"));
        Assert.False(Told().Target.HasWeights);
    }

    [Fact]
    public void Generate_NoRuns_LeadsToTrain() => Assert.Equal("./", Open("/generate").Find(".run-frame-empty a").GetAttribute("href"));

    [Theory]
    [InlineData("tokens", "Tokens", "1 to 2,000"), InlineData("topK", "Top-k", "0 to 65"), InlineData("topP", "Top-p", "0.01 to 1"), InlineData("seed", "Seed", "same text"), InlineData("temperature", "Temperature", "0 to 10")]
    public void Generate_EveryNumber_HasALabelAndSaysWhatIsAllowed(string setting, string label, string hint)
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        Assert.Equal(label, page.Find($"label[for=gen-{setting}]").TextContent.Trim());
        Assert.Contains(hint, page.Find($"#gen-{setting}-hint").TextContent);
    }

    [Fact]
    public void Generate_TwoSides_HaveIdsOfTheirOwn()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var ids = Open("/generate").FindAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    private IRenderedComponent<Pages.Generate> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<Pages.Generate>();
    }

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<Pages.Generate> page, string setting) => page.Find($"#gen-{setting}");

    private GenerateTold Told() => Assert.IsType<GenerateTold>(_script.Invocations["update"][^1].Arguments[0]);

    private GenerateOptions Options() => Assert.IsType<GenerateOptions>(JSInterop.Invocations["initialize"].Single(call => call.Arguments[1] is GenerateOptions).Arguments[1]);
}
