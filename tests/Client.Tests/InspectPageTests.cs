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
        foreach (string name in (string[])["proof-bars", "edits-flag", "row-proof", "interventions", "votes", "lens", "tables"]) Script(name);
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
        ChooseRun(Open("/inspect?run=b&layer=2"), "Run a");
        Assert.EndsWith("/inspect?run=a", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_Shown_HasItsPicturesByNameAndItsTabs()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/inspect");
        Assert.Equal(["All heads", "Arcs", "Attention weights"], page.FindAll("[role=application]").Select(view => view.GetAttribute("aria-label")));
        Assert.All(page.FindAll("[role=application]"), view => Assert.Equal("0", view.GetAttribute("tabindex")));
        Assert.Equal(["Proof", "Why this score", "Votes", "Lens", "Interventions", "Tables"], page.FindAll("[role=tab]").Select(tab => tab.TextContent.Trim()));
        Assert.NotNull(page.Find(".bars"));
    }

    [Theory]
    [InlineData("score", ".proof"), InlineData("votes", ".votes"), InlineData("lens", ".lens"), InlineData("interventions", ".edits"), InlineData("table", ".ins-tables"), InlineData("nonsense", ".bars")]
    public void Inspect_TabInTheAddress_IsOpenAndTheOthersAreNotThere(string tab, string panel)
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open($"/inspect?run=a&tab={tab}");
        page.WaitForElement(panel);
        Assert.Single(page.FindAll(".bars, .proof, .votes, .lens, .edits, .ins-tables"));
    }

    [Fact]
    public async Task Inspect_ScriptLooksAtAKeptStep_TheBarSaysWhichAndLeadsToItsNeighbours()
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/inspect?run=a");
        await Look(page, new("a", 400, 400, true, "all", true, null, true));
        Assert.Equal("400", page.Find(".ins-steps input").GetAttribute("value"));
        page.Find("button[aria-label='Kept step before']").Click();
        Assert.Equal(200, Wish().Step);
        page.Find("button[aria-label='Kept step after']").Click();
        Assert.Equal(420, Wish().Step);
        await Look(page, new("a", 420, 420, true, "all", true, null, true));
        page.Find("button[aria-label='Kept step after']").Click();
        Assert.Equal(("step", null), (Wish().Kind, Wish().Step)); // beyond the last lie the newest weights
        await Look(page, new("a", null, 420, true, "all", true, null, true));
        Assert.True(page.Find("button[aria-label='Kept step after']").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("More of this view", "Arcs alone", "view")]
    [InlineData("More of this view", "Arcs beside the matrix", "arcs")]
    [InlineData("More of this view", "Embed…", "embed")]
    [InlineData("More of this view", "Hide the controls", "controls")]
    [InlineData("Sort and filter heads", "Sharpest first", "arrange")]
    public async Task Inspect_MenuItem_IsAskedOfTheScript(string menu, string item, string kind)
    {
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/inspect?run=a");
        await Look(page, new("a", null, 420, true, "all", true, null, true));
        Press(page, menu, item);
        page.WaitForAssertion(() => Assert.Equal(kind, Wish().Kind));
    }

    [Fact]
    public async Task Inspect_Embed_ShowsTheSnippetToCopy()
    {
        Script("share");
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = Open("/inspect?run=a");
        _ = Above;
        await page.InvokeAsync(() => page.FindComponent<InspectView>().Instance.Embed("<iframe></iframe>"));
        Above.WaitForAssertion(() => Assert.Equal("<iframe></iframe>", Above.Find(".mud-dialog textarea").GetAttribute("value")));
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
        Assert.Equal("./", page.Find(".run-frame-empty a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".run-frame-bar"));
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
        ChooseRun(page, "Run a");
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
        page.WaitForAssertion(() => Assert.Equal(421, Targets().Single().Step));
    }

    [Fact]
    public void Inspect_OtherRunChosen_HandsItToTheSameScript()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("b", RunStatus.Finished), FakeLab.Run("a", RunStatus.Finished)]);
        var page = Open("/inspect");
        ChooseRun(page, "Run a");
        page.WaitForAssertion(() => Assert.Equal("a", Targets().Single().Run));
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
        Assert.False(Targets().Last().HasWeights);
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
        var page = Open("/inspect?tab=score");
        page.WaitForElement(".proof-sheet");
        Assert.Equal(["key", "k", "2 q × k", "Σ = q·k", "3 ÷ √D", "4 mask", "5 − max", "6 exp", "8 weight", "v", "9 weight × v"], page.FindAll(".proof-sheet thead th").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("0", page.Find("[role=application]").GetAttribute("tabindex"));
    }

    private IRenderedComponent<Pages.Inspect> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<Pages.Inspect>();
    }

    private void ChooseRun(IRenderedComponent<Pages.Inspect> page, string name)
    {
        _ = Above;
        page.Find(".run-frame-bar .mud-input-control").MouseDown();
        Above.WaitForElements("[role=option]").Single(option => option.TextContent.Trim().StartsWith(name, StringComparison.Ordinal)).Click();
    }

    private static Task Look(IRenderedComponent<Pages.Inspect> page, InspectLook look) => page.InvokeAsync(() => page.FindComponent<InspectView>().Instance.Looked(look));

    // What the script was told, as JSON has it: an object with a target or a wish.
    private IEnumerable<InspectTarget> Targets() => _script.Invocations["update"].Select(call => call.Arguments[0]!).Select(told => told.GetType().GetProperty("target")?.GetValue(told)).OfType<InspectTarget>();

    private InspectWish Wish() => _script.Invocations["update"].Select(call => call.Arguments[0]!).Select(told => told.GetType().GetProperty("wish")?.GetValue(told)).OfType<InspectWish>().Last();

    private InspectOptions Options() => Assert.Single(JSInterop.Invocations["initialize"].Select(call => call.Arguments[1]).OfType<InspectOptions>());
}
