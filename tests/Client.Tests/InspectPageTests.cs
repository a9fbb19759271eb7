// The Inspect page: which run it looks at, what it tells its script, and what it says when there is nothing to look into.
using AttentionLab.Client.Controls.Inspect;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests;

public class InspectPageTests : LabContext
{
    private readonly BunitJSModuleInterop _script;

    public InspectPageTests()
    {
        _script = Script("inspect");
        Script("share");
        Script("row-proof");
        Script("interventions");
        Script("votes");
        Script("lens");
    }

    [Fact]
    public void Inspect_NoRunInTheAddress_TakesTheTrainingRun()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("new", RunStatus.Finished), FakeLab.Run("live", RunStatus.Running)]);
        Open("/inspect");
        Assert.Equal("live", Options().Target.Run);
    }

    [Fact]
    public void Inspect_NothingTrains_TakesTheNewestWithWeights()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("empty", RunStatus.Failed) with { HasWeights = false }, FakeLab.Run("b", RunStatus.Finished), FakeLab.Run("a", RunStatus.Finished)]);
        Open("/inspect");
        Assert.Equal("b", Options().Target.Run);
    }

    [Fact]
    public void Inspect_RunInTheAddress_ReachesTheScript()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("b", RunStatus.Running), FakeLab.Run("a", RunStatus.Finished)]);
        Open("/inspect?run=a&prompt=To%20be%0A&layer=2");
        Assert.Equal(new InspectOptions(new InspectTarget("a", RunStatus.Finished, 420, true, "ROMEO:\nO", 4, 4), 4096), Options());
    }

    [Fact]
    public void Inspect_OtherRunChosen_IsAStepOfTheHistory()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("b", RunStatus.Finished), FakeLab.Run("a", RunStatus.Finished)]);
        Open("/inspect?run=b&layer=2").Find(".run-frame-choice select").Change("a");
        Assert.EndsWith("/inspect?run=a", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_Shown_HasAllItsViewsByName()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/inspect");
        Assert.Equal(["all", "model", "head", "matrix"], page.FindAll("[name=ins-view]").Select(view => view.GetAttribute("value")));
        Assert.All(page.FindAll("[role=application]"), view => Assert.Equal("0", view.GetAttribute("tabindex")));
        Assert.Equal(["head", "role", "entropy"], page.FindAll(".ins-model-table th").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Inspect_ModelWithoutMixer_HasNoLayersToAskFor()
    {
        var run = FakeLab.Run("a", RunStatus.Finished);
        Lab.AllRuns.Add(run with { Model = run.Model with { Mixer = Mixer.None } });
        Open("/inspect");
        Assert.Equal((0, 0), (Options().Target.Layers, Options().Target.Heads));
    }

    [Fact]
    public void Inspect_NoRuns_LeadsToTrain()
    {
        var page = Open("/inspect");
        Assert.Equal("", page.Find(".run-frame-empty a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".run-frame-choice select"));
        Assert.Empty(page.FindAll(".inspect"));
    }

    [Fact]
    public void Inspect_FirstRunStarts_LooksIntoIt()
    {
        var page = Open("/inspect");
        Lab.Become(FakeLab.Run("first", RunStatus.Running));
        page.WaitForElement(".inspect");
        Assert.Equal("first", Options().Target.Run);
    }

    [Fact]
    public void Inspect_UnknownRun_NamesItAndKeepsTheChoice()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/inspect?run=gone");
        Assert.Contains("gone", page.Find("[role=alert]").TextContent);
        page.Find(".run-frame-choice select").Change("a");
        Assert.Equal("a", Options().Target.Run);
        Assert.Empty(page.FindAll(".run-frame > [role=alert]"));
    }

    [Fact]
    public void Inspect_NoWeightsYet_SaysSoAndDoesNotAsk()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Running) with { HasWeights = false });
        var page = Open("/inspect");
        Assert.Contains("no weights yet", page.Find(".run-frame > [role=status]").TextContent);
        Assert.False(Options().Target.HasWeights);
        Assert.Equal("loading", page.Find(".inspect").GetAttribute("data-state"));
    }

    [Fact]
    public void Inspect_RunGoesOn_TellsTheScriptItsStepOnce()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Running));
        var page = Open("/inspect");
        Lab.Become(Lab.Find("a")! with { Step = 421 });
        Lab.Become(Lab.Find("a")! with { TrainLoss = 2.1 });
        page.WaitForAssertion(() => Assert.Equal(421, Assert.IsType<InspectTarget>(Assert.Single(_script.Invocations["update"]).Arguments[0]).Step));
    }

    [Fact]
    public void Inspect_OtherRunChosen_HandsItToTheSameScript()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("b", RunStatus.Finished), FakeLab.Run("a", RunStatus.Finished)]);
        var page = Open("/inspect");
        page.Find(".run-frame-choice select").Change("a");
        page.WaitForAssertion(() => Assert.Equal("a", Assert.IsType<InspectTarget>(Assert.Single(_script.Invocations["update"]).Arguments[0]).Run));
        Options();
    }

    [Fact]
    public async Task Inspect_RunDeletedWhileInspected_KeepsTheViewAndStopsAsking()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("b", RunStatus.Finished), FakeLab.Run("a", RunStatus.Finished)]);
        var page = Open("/inspect");
        await Lab.Delete("b");
        page.WaitForAssertion(() => Assert.Contains("“Run b” was deleted", page.Find(".run-frame > [role=alert]").TextContent));
        Assert.NotNull(page.Find(".inspect"));
        Assert.False(Assert.IsType<InspectTarget>(_script.Invocations["update"][^1].Arguments[0]).HasWeights);
    }

    [Fact]
    public async Task Inspect_Left_ListensNoMore()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Running));
        Open("/inspect");
        await DisposeComponentsAsync();
        Assert.Equal(0, Lab.Listeners);
        _script.VerifyInvoke("dispose");
    }

    [Fact]
    public void Inspect_Shown_HasATableForWhatTheCanvasShows()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/inspect");
        Assert.Equal(["key", "k", "2 q × k", "Σ = q·k", "3 ÷ √D", "4 mask", "5 − max", "6 exp", "8 weight", "v", "9 weight × v"], page.FindAll(".proof-sheet thead th").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("0", page.Find("[role=application]").GetAttribute("tabindex"));
    }

    private IRenderedComponent<Pages.Inspect> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<Pages.Inspect>();
    }

    private InspectOptions Options() => Assert.Single(JSInterop.Invocations["initialize"].Select(call => call.Arguments[1]).OfType<InspectOptions>());
}
