// The Generate page: what it tells its script, and what cannot be pressed before there are weights.
using AttentionLab.Client.Contracts;
using AttentionLab.Client.Controls.Generate;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests;

public class GeneratePageTests : LabContext
{
    private readonly BunitJSModuleInterop _script;

    public GeneratePageTests() => _script = Script("generate");

    [Fact]
    public void Generate_SettingsInTheAddress_ReachTheScript()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        Open("/generate?run=a&prompt=KING%3A%0A&tokens=50&temperature=0.5&topK=10&topP=0.9&seed=7&layer=1&head=2");
        Assert.Equal(
            new GenerateOptions(new GenerateTarget("a", true, 4, 4, 65), new GenerateSettings("KING:\n", "50", "0.5", "10", "0.9", "7"), 1, 2, 4096, 2000),
            Options());
    }

    [Fact]
    public void Generate_MistypedSetting_IsKeptForTheFormToComplainAbout()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        Open("/generate?run=a&temperature=hot&layer=top");
        Assert.Equal("hot", Options().Start.Temperature);
        Assert.Null(Options().Layer);
    }

    [Fact]
    public void Generate_BeforeTheScriptIsThere_NothingCanBePressed()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/generate");
        Assert.All(page.FindAll("[data-part=go], [data-part=stop]"), button => Assert.True(button.HasAttribute("disabled")));
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
        page.WaitForAssertion(() => Assert.True(Assert.IsType<GenerateTarget>(Assert.Single(_script.Invocations["update"]).Arguments[0]).HasWeights));
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
    public void Generate_NoRuns_LeadsToTrain() => Assert.Equal("", Open("/generate").Find(".run-frame-empty a").GetAttribute("href"));

    [Theory]
    [InlineData("tokens"), InlineData("temperature"), InlineData("topK"), InlineData("topP"), InlineData("seed")]
    public void Generate_EverySetting_HasALabelAndAHint(string setting)
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var box = Open("/generate").Find($"[data-part={setting}]").Closest(".gen-setting")!;
        Assert.NotEmpty(box.QuerySelector(".gen-name")!.TextContent);
        Assert.NotEmpty(box.QuerySelector(".gen-hint")!.TextContent);
    }

    private IRenderedComponent<Pages.Generate> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<Pages.Generate>();
    }

    private GenerateOptions Options() => Assert.IsType<GenerateOptions>(Assert.Single(JSInterop.Invocations["initialize"]).Arguments[1]);
}
