// The list of runs: what a row says, selecting, renaming, tagging, deleting and having back.
using AngleSharp.Dom;
using AttentionLab.Client.Controls.Shell;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RunsPage = AttentionLab.Client.Pages.Runs;

namespace AttentionLab.Client.Tests.Runs;

public class RunsPageTests : LabContext
{
    private readonly BunitJSModuleInterop _columns;

    public RunsPageTests()
    {
        _columns = Script("columns");
        Script("address");
        Script("import");
    }

    [Fact]
    public void Runs_None_OffersToStartOne()
    {
        var page = Render<RunsPage>();
        Assert.Contains("Nothing has been trained yet", page.Markup);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Runs_One_SaysHowFarHowGoodAndHowLarge()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped) with { Tags = ["best"], Accuracy = .975 });
        var page = Render<RunsPage>();
        page.WaitForAssertion(() => Assert.Contains("3.0 MB", page.Find("tbody tr").TextContent));
        var row = page.Find("tbody tr");
        Assert.All(["Run r1", "best", "Stopped", "420 / 2,000", "2.457", "97.5 % right", "Tiny Shakespeare", "Small", "809,537", "Managed engine"], text => Assert.Contains(text, row.TextContent));
        Assert.Equal("Validation 2.4568; training 2.3457, of the last step's batch", row.QuerySelector(".figure")!.GetAttribute("title"));
        Assert.Equal("2 Jan 2026, 03:04 UTC", row.QuerySelector(".col-created small")!.GetAttribute("title"));
        Assert.Equal(["?run=r1", "?run=r1"], row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!));
        Open(page, "More of Run r1");
        Assert.Equal(["inspect?run=r1", "generate?run=r1"], Above.WaitForElements("a.mud-menu-item").Select(item => item.GetAttribute("href")));
    }

    [Fact]
    public void Runs_Curve_IsDrawnFromRecordedStepsAndSaysItsScale()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        var curve = page.WaitForElement(".sparkline svg");
        Assert.Equal("Training loss 4.200 at step 1, 3.800 at step 3; linear scale from 3.800 to 4.200", curve.GetAttribute("aria-label"));
        Assert.Equal("2,2 48,14 94,26", curve.QuerySelector("polyline")!.GetAttribute("points"));
    }

    [Theory]
    [InlineData(0, "–")]
    [InlineData(5000, "5,000")]
    public void Runs_ModelTrainedElsewhere_SaysSoAndClaimsNoStepsToGo(int step, string said)
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Finished) with { Preset = "imported", Step = step, Steps = step });
        var page = Render<RunsPage>();
        Assert.Equal("Imported", page.Find("[data-label=State]").TextContent.Trim());
        Assert.Equal(said, page.Find("[data-label=Step]").TextContent.Trim());
    }

    [Fact]
    public void Runs_DiskDoesNotAnswer_ListsThemAllTheSameAndSaysSoInTheTrash()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        Files.Refuse = new LabException(Refusal.Unavailable, "The data folder cannot be measured: it is gone.");
        Assert.Single(Render<RunsPage>().FindAll("tbody tr"));
        var trash = At("runs?view=trash");
        trash.WaitForAssertion(() => Assert.Contains("it is gone", trash.Find(".storage").TextContent));
    }

    [Fact]
    public void Runs_MoreThanAPage_AreTurned()
    {
        for (int i = 1; i <= 60; i++) Lab.AllRuns.Add(FakeLab.Run($"r{i}", RunStatus.Finished));
        var page = Render<RunsPage>();
        Assert.Equal(25, page.FindAll("tbody tr").Count);
        Assert.Equal("true", page.Find("[aria-label='Previous page']").GetAttribute("aria-disabled"));
        Click(page, () => page.Find("[aria-label='Next page']"));
        page.WaitForAssertion(() => Assert.Contains("26–50 of 60", page.Find("nav.turn").TextContent));
        Click(page, () => page.Find("[aria-label='Next page']"));
        page.WaitForAssertion(() => Assert.Contains("51–60 of 60", page.Find("nav.turn").TextContent));
        Assert.Equal(10, page.FindAll("tbody tr").Count);
        Assert.Equal("?page=3", page.FindComponent<AddressLine>().Instance.Query);
    }

    [Fact]
    public void Runs_OfARace_FoldUnderOneRowWithTheBestLossThatCounts()
    {
        Races.Put("c1", RunStatus.Finished);
        Lab.AllRuns[0] = Lab.AllRuns[0] with { ValLoss = 1.5 };
        Lab.AllRuns[1] = Lab.AllRuns[1] with { ValLoss = 0.1, Model = Lab.AllRuns[1].Model with { Mask = false } };
        var page = Render<RunsPage>();
        var row = Assert.Single(page.FindAll("tbody tr"));
        Assert.All(["Race c1", "Race of 2", "best 1.500", "420 / 2,000"], text => Assert.Contains(text, row.TextContent));
        Assert.Equal(["race?race=c1", "race?race=c1"], row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Contains("1 rows, 2 runs", page.Find(".foot").TextContent);
        Click(page, () => page.Find("[aria-label='Runs of Race c1']"));
        page.WaitForAssertion(() => Assert.Equal(["Run c1-a", "Run c1-b"], Names(page)));
        page.InvokeAsync(() => page.Find("[aria-label='Select Race c1']").Change(true));
        page.WaitForAssertion(() => Assert.Contains("2 runs", page.Find(".selection").TextContent));
    }

    [Theory]
    [InlineData("Validation loss", "?sort=valLoss", "?sort=-valLoss")]
    [InlineData("On disk", "?sort=-bytes", "?sort=bytes")]
    [InlineData("When", "?sort=created", "")]
    public void Order_HeadPressedTwice_IsInTheAddressAndTurnsRound(string head, string first, string second)
    {
        AddThree();
        var page = Render<RunsPage>();
        foreach (string query in new[] { first, second })
        {
            Click(page, () => page.FindAll("th button").Single(button => button.TextContent.Trim().StartsWith(head, StringComparison.Ordinal)));
            page.WaitForAssertion(() => Assert.Equal(query, page.FindComponent<AddressLine>().Instance.Query));
        }
    }

    [Fact]
    public void Order_EveryOne_CanBeChosenWithoutHeads()
    {
        AddThree();
        var page = Render<RunsPage>();
        Assert.Equal(2 * RunOrder.Keys.Count, Options(page, "runs-order").Count);
        Choose(page, "runs-order", "Most steps");
        page.WaitForAssertion(() => Assert.Equal("?sort=-step", page.FindComponent<AddressLine>().Instance.Query));
    }

    [Fact]
    public void Chips_Pressed_WriteIntoTheSearchAndOutOfIt()
    {
        AddThree();
        Lab.AllRuns[1] = FakeLab.Run("r2", RunStatus.Finished);
        var page = Render<RunsPage>();
        foreach (string term in new[] { "status=finished", "" })
        {
            Click(page, () => page.FindAll("search button").Single(chip => chip.TextContent == "Finished"));
            page.WaitForAssertion(() => Assert.Equal(term, page.Find("#runs-search").GetAttribute("value") ?? ""));
            Assert.Equal(term.Length > 0 ? 1 : 3, Names(page).Count());
            Assert.Equal(term.Length > 0 ? "true" : "false", page.FindAll("search button").Single(chip => chip.TextContent == "Finished").GetAttribute("aria-pressed"));
        }
        Assert.Contains("With attention", page.Find("search").TextContent);
    }

    [Fact]
    public void Columns_Toggled_TellTheScript()
    {
        AddThree();
        var page = Render<RunsPage>();
        _ = Above;
        Click(page, () => page.FindAll("button").Single(button => button.TextContent.Trim() == "Columns"));
        MenuItem("On disk").Click();
        MenuItem("State").Click();
        Assert.Equal(["trainLoss", "valLoss", "step", "model", "created", "bytes"], Assert.IsType<string[]>(_columns.Invocations["update"][^1].Arguments[0]));
        Assert.Equal("false", MenuItem("State").GetAttribute("aria-checked"));
    }

    [Theory]
    [InlineData("runs?search=r2", "List", "runs?search=r2", "runs?search=r2&view=families")]
    [InlineData("runs?view=families", "Families", "runs", "runs?view=families")]
    [InlineData("runs?view=trash", "Trash", "runs", "runs?view=families")]
    public void Tabs_EachView_IsALinkAndTakesTheSearchAlong(string address, string current, string list, string families)
    {
        AddThree();
        var tabs = At(address).FindAll(".runs-tabs a");
        Assert.Equal([list, families, "race", "compare", "runs?view=trash"], tabs.Select(tab => tab.GetAttribute("href")));
        Assert.Equal(current, Assert.Single(tabs, tab => tab.HasAttribute("aria-current")).TextContent);
    }

    [Fact]
    public void Compare_TwoSelected_LeadsToTheirComparisonInTheListsOrder()
    {
        AddThree();
        var page = Render<RunsPage>();
        Select(page, "r1", "r3");
        page.WaitForAssertion(() => Assert.Equal("compare?runs=r3,r1", page.Find(".selection a").GetAttribute("href")));
    }

    [Fact]
    public void Compare_NineSelected_SaysHowManyAreAllowed()
    {
        for (int i = 1; i <= 9; i++) Lab.AllRuns.Add(FakeLab.Run($"r{i}", RunStatus.Stopped));
        var page = Render<RunsPage>();
        page.InvokeAsync(() => page.Find("[aria-label='Tick all on this page']").Change(true));
        page.WaitForAssertion(() => Assert.Contains("9 runs", page.Find(".selection [role=status]").TextContent));
        Assert.Contains("at most 8", page.Find(".selection").TextContent);
        Assert.Empty(page.FindAll(".selection a"));
    }

    [Fact]
    public void Select_RunDeletedElsewhere_IsLeftOut()
    {
        AddThree();
        var page = Render<RunsPage>();
        Select(page, "r1", "r2");
        Lab.Delete("r1");
        page.WaitForAssertion(() => Assert.Equal("compare?runs=r2", page.Find(".selection a").GetAttribute("href")));
    }

    [Fact]
    public void Tag_OfSeveral_IsAddedToThoseThatLackIt()
    {
        AddThree();
        Lab.AllRuns[0] = Lab.AllRuns[0] with { Tags = ["Best"] };
        _ = Above;
        var page = Render<RunsPage>();
        Select(page, "r1", "r3");
        page.WaitForAssertion(() => Assert.Contains("2 runs", page.Find(".selection").TextContent));
        Click(page, () => Button(page.Find(".selection"), "Tag"));
        Assert.Contains("Best (1 of 2)", Above.WaitForElement(".mud-dialog .chips").TextContent);
        Above.Find("#new-tag").Input(" best ");
        Above.Find(".new-tag").Submit();
        Above.WaitForAssertion(() => Assert.Equal(["Change r1"], Lab.Calls));
        Assert.Equal(["best"], Lab.Changed!.Tags);
    }

    [Fact]
    public void Tag_OfOne_IsAddedTakenOffAndSearchedBy()
    {
        AddThree();
        var page = Render<RunsPage>();
        Press(page, "More of Run r2", "Tags");
        Above.WaitForElement("#new-tag").Input("seed study");
        Above.Find(".new-tag").Submit();
        page.WaitForAssertion(() => Assert.Contains("seed study", page.Find("search").TextContent));
        Above.WaitForElement("[aria-label='Take the tag seed study off']").Click();
        page.WaitForAssertion(() => Assert.Empty(Lab.Find("r2")!.Tags));
        Answer("Done");
        Lab.Change("r3", new() { Tags = ["seed study"] });
        page.WaitForElement("td.name button");
        Click(page, () => page.Find("td.name button"));
        page.WaitForAssertion(() => Assert.Equal(["Run r3"], Names(page)));
    }

    [Fact]
    public void Tag_KnownFromOtherRuns_IsOneAway()
    {
        AddThree();
        Lab.AllRuns[0] = Lab.AllRuns[0] with { Tags = ["seed study"] };
        Press(Render<RunsPage>(), "More of Run r2", "Tags");
        Above.WaitForElement("[aria-label='Tags of other runs'] button").Click();
        Above.WaitForAssertion(() => Assert.Equal(["seed study"], Lab.Find("r2")!.Tags));
    }

    [Fact]
    public void Rename_Saved_AsksTheLab()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Press(page, "More of Run r1", "Rename");
        Above.WaitForElement("#new-name").Input("  Better name ");
        Above.Find("#rename").Submit();
        page.WaitForAssertion(() => Assert.Equal("Better name", Lab.Changed?.Name));
        page.WaitForAssertion(() => Assert.Equal("Better name", page.Find("td.name").TextContent.Trim()));
        Above.WaitForAssertion(() => Assert.Empty(Above.FindAll(".mud-dialog")));
    }

    [Fact]
    public void Rename_Refused_SaysWhyAndStaysOpen()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        Press(Render<RunsPage>(), "More of Run r1", "Rename");
        Lab.Refuse = LabException.Field("name", "The name is empty; 1 to 60 characters are allowed.");
        Above.WaitForElement("#new-name").Input("");
        Answer("Save");
        Above.WaitForAssertion(() => Assert.Contains("1 to 60 characters", Above.Find(".mud-dialog").TextContent));
        Assert.Equal("true", Above.Find("#new-name").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Rename_Cancelled_LeavesTheName()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        Press(Render<RunsPage>(), "More of Run r1", "Rename");
        Above.WaitForElement("#new-name").Input("Other");
        Answer("Cancel");
        Above.WaitForAssertion(() => Assert.Empty(Above.FindAll(".mud-dialog")));
        Assert.Empty(Lab.Calls);
    }

    [Fact]
    public void Delete_One_CanBeUndone()
    {
        AddThree();
        var page = Render<RunsPage>();
        Press(page, "More of Run r2", "Delete");
        page.WaitForAssertion(() => Assert.Equal(["Run r3", "Run r1"], Names(page)));
        Assert.Contains("“Run r2” was deleted", Above.WaitForElement(".mud-snackbar").TextContent);
        Button(Above.Find(".mud-snackbar"), "Undo").Click();
        page.WaitForAssertion(() => Assert.Equal(["Run r3", "Run r2", "Run r1"], Names(page).OrderDescending()));
        Above.WaitForAssertion(() => Assert.Empty(Above.FindAll(".mud-snackbar")));
    }

    [Fact]
    public void Delete_SelectedWhileOneTrains_LeavesThatOneAndUndoesTheOthers()
    {
        AddThree();
        Lab.AllRuns[1] = FakeLab.Run("r2", RunStatus.Running);
        _ = Above;
        var page = Render<RunsPage>();
        page.InvokeAsync(() => page.Find("[aria-label='Tick all on this page']").Change(true));
        page.WaitForAssertion(() => Assert.Contains("3 runs", page.Find(".selection").TextContent));
        Click(page, () => Button(page.Find(".selection"), "Delete"));
        page.WaitForAssertion(() => Assert.Equal(["Run r2"], Names(page)));
        Assert.Contains("2 runs were deleted", Above.WaitForElement(".mud-snackbar").TextContent);
        Button(Above.Find(".mud-snackbar"), "Undo").Click();
        page.WaitForAssertion(() => Assert.Equal(3, Names(page).Count()));
    }

    [Theory]
    [InlineData(true, "Delete r1")]
    [InlineData(false, "")]
    public void Delete_NothingIsKept_AsksFirst(bool sure, string calls)
    {
        Files.Rules = Files.Rules with { DeletedDays = 0 };
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Press(page, "More of Run r1", "Delete");
        Assert.Empty(Lab.Calls);
        Answer(sure ? "Delete" : "Keep");
        page.WaitForAssertion(() => Assert.Equal(calls, string.Join(", ", Lab.Calls)));
        Assert.Empty(Above.FindAll(".mud-snackbar"));
    }

    [Fact]
    public void Delete_RunTrains_IsDisabledAndSaysWhy()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        Open(Render<RunsPage>(), "More of Run r1");
        var delete = MenuItem("Delete (stop it first)");
        Assert.Equal("true", delete.GetAttribute("aria-disabled"));
        delete.Click();
        Assert.Empty(Lab.Calls);
    }

    [Fact]
    public void Export_Chosen_ListsTheFilesOfThatRun()
    {
        AddThree();
        Press(Render<RunsPage>(), "More of Run r2", "Export");
        Assert.Contains("Export “Run r2”", Above.WaitForElement(".mud-dialog").TextContent);
        Assert.Contains("inspect?run=r2", Above.FindAll(".mud-dialog a").Select(link => link.GetAttribute("href")));
        Answer("Close");
        Above.WaitForAssertion(() => Assert.Empty(Above.FindAll(".mud-dialog")));
    }

    [Fact]
    public void Delete_Refused_SaysWhy()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Lab.Refuse = new LabException(Refusal.Unavailable, "The files cannot be deleted: the disk is read-only.");
        Press(page, "More of Run r1", "Delete");
        page.WaitForAssertion(() => Assert.Contains("the disk is read-only", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void DeletedRuns_Any_CanBeHadBackOrRemovedForGood()
    {
        AddThree();
        Lab.Delete("r1");
        Lab.Delete("r2");
        _ = Above;
        var page = At("runs?view=trash");
        Assert.Contains("2 deleted runs, 6.0 MB", page.Find("main, .page").TextContent);
        Assert.All(["Kept for 7 days", "At most 5 checkpoints"], text => Assert.Contains(text, page.Find(".page").TextContent));
        page.WaitForAssertion(() => Assert.All(["3.0 MB on disk", "76 GB free"], text => Assert.Contains(text, page.Find(".storage").TextContent)));
        Click(page, () => page.Find("[aria-label='Bring back Run r1']"));
        page.WaitForAssertion(() => Assert.NotNull(Lab.Find("r1")));
        Click(page, () => page.Find("[aria-label='Remove for good: Run r2']"));
        Answer("Remove");
        page.WaitForAssertion(() => Assert.Contains("Nothing was deleted", page.Find(".none").TextContent));
        Assert.Equal(2, Lab.AllRuns.Count);
    }

    private IRenderedComponent<RunsPage> At(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<RunsPage>();
    }

    private static IEnumerable<string> Names(IRenderedComponent<RunsPage> page) => page.FindAll("tbody td.name .run-link").Select(name => name.TextContent);

    private static IElement Button(IElement within, string text) => within.QuerySelectorAll("button").First(button => button.TextContent.Trim() == text);

    /// <summary>Between two renders, for curves and sizes come when they come.</summary>
    private static void Click(IRenderedComponent<RunsPage> page, Func<IElement> find) => page.InvokeAsync(() => find().Click());

    private static void Select(IRenderedComponent<RunsPage> page, params string[] ids)
    {
        foreach (string id in ids) page.InvokeAsync(() => page.Find($"[aria-label='Select Run {id}']").Change(true));
    }

    /// <summary>r3, r2 and r1, of the same moment.</summary>
    private void AddThree()
    {
        foreach (string id in new[] { "r3", "r2", "r1" }) Lab.AllRuns.Add(FakeLab.Run(id, RunStatus.Stopped));
    }
}
