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
    public void Generate_Address_ReachesTheScriptAsItIs()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        const string query = "?run=a&step=100&prompt=KING%3A%0A&temperature=hot&go=1&path=12-5&compare=1&stepB=newest";
        Open("/generate" + query);
        Assert.Equal(new GenerateOptions(new GenerateTarget("a", "Run a", true, 65, 64, true), query, 4096, 2000), Options());
    }

    [Fact]
    public void Generate_RunOnBytePairs_LeavesCountingTokensToTheServer()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished) with { Tokens = new(TokenChoice.BytePairs, 512, 0.6) });
        Open("/generate");
        Assert.False(Options().Target.Characters);
    }

    [Fact]
    public void Generate_BeforeTheScriptIsThere_NothingCanBePressed()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        Assert.All(page.FindAll(".generate :is(button, input, select, textarea)[data-part]:not([data-part=address])"), control => Assert.True(control.HasAttribute("disabled") || control.HasAttribute("hidden"), control.OuterHtml));
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
        Assert.False(Options().Target.HasWeights);
    }

    [Fact]
    public void Generate_FirstWeights_TellTheScript()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Running) with { HasWeights = false });
        var page = Open("/generate");
        Lab.Become(FakeLab.Run("a", RunStatus.Running));
        page.WaitForAssertion(() => Assert.True(Told().HasWeights));
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
        Assert.False(Told().HasWeights);
    }

    [Fact]
    public void Generate_NoRuns_LeadsToTrain() => Assert.Equal("./", Open("/generate").Find(".run-frame-empty a").GetAttribute("href"));

    [Theory]
    [InlineData("tokens"), InlineData("topK"), InlineData("topP"), InlineData("seed"), InlineData("step-choice")]
    public void Generate_EverySetting_HasALabelAndAHint(string setting)
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var box = Open("/generate").Find($"[data-part={setting}]").Closest(".gen-setting")!;
        Assert.NotEmpty(box.QuerySelector(".gen-name")!.TextContent);
        Assert.NotEmpty(box.QuerySelector(".gen-hint")!.TextContent);
    }

    [Fact]
    public void Generate_Temperature_StandsBesidePromptAndSaysWhatItDoes()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var field = Open("/generate").Find(".gen-ask > label [data-part=temperature]");
        Assert.Equal(("Temperature", "Logits are divided by it; 0 takes the likeliest"), (field.Closest("label")!.TextContent.Trim(), field.GetAttribute("title")));
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

    private GenerateTarget Told()
    {
        var told = Assert.Single(_script.Invocations["update"]).Arguments[0]!;
        return Assert.IsType<GenerateTarget>(told.GetType().GetProperty("target")!.GetValue(told));
    }

    private GenerateOptions Options() => Assert.IsType<GenerateOptions>(JSInterop.Invocations["initialize"].Single(call => call.Arguments[1] is GenerateOptions).Arguments[1]);
}
