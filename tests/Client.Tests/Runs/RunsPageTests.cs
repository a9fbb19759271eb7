// The list of runs: what a row says, selecting, renaming, tagging, deleting and having back.
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RunsPage = AttentionLab.Client.Pages.Runs;

namespace AttentionLab.Client.Tests.Runs;

public class RunsPageTests : LabContext
{
    public RunsPageTests()
    {
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
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped) with { Tags = ["best"] });
        var page = Render<RunsPage>();
        page.WaitForAssertion(() => Assert.Contains("3.0 MB", page.Find("tbody tr").TextContent));
        var row = page.Find("tbody tr");
        Assert.All(["Run r1", "best", "Stopped", "420 / 2,000", "2.3457", "2.4568", "Tiny Shakespeare", "Small", "2 Jan 2026, 03:04 UTC"], text => Assert.Contains(text, row.TextContent));
        Assert.Equal(["?run=r1", "inspect?run=r1", "generate?run=r1"], row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!));
        Assert.All(["3.0 MB on disk", "76 GB free", "At most 5 checkpoints"], text => Assert.Contains(text, page.Find(".storage").TextContent));
    }

    [Fact]
    public void Runs_ColumnThatIsLeftOutInANarrowWindow_GoesWithItsHeading()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Assert.StartsWith("Created", page.Find("th.created").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(page.Find("th.created").Index(), page.Find("td.created").Index());
    }

    [Theory]
    [InlineData(EngineNames.TorchSharp, "SmallTiny Shakespeare")]
    [InlineData(EngineNames.Managed, "SmallTiny Shakespeareon Managed engine")]
    public void Runs_OnAnEngine_NameItWhereItIsNotTheDefault(string engine, string said)
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped) with { Engine = engine });
        Assert.Equal(said, Render<RunsPage>().Find(".of-what").TextContent);
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
    public void Runs_DiskDoesNotAnswer_ListsThemAllTheSame()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        Files.Refuse = new LabException(Refusal.Unavailable, "The data folder cannot be measured: it is gone.");
        var page = Render<RunsPage>();
        page.WaitForAssertion(() => Assert.Contains("it is gone", page.Find(".storage").TextContent));
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public void Runs_MoreThanAPage_AreTurned()
    {
        for (int i = 1; i <= 120; i++) Lab.AllRuns.Add(FakeLab.Run($"r{i}", RunStatus.Finished));
        var page = Render<RunsPage>();
        Assert.Equal(50, page.FindAll("tbody tr").Count);
        Button(page.Find("nav.pages"), "Next").Click();
        page.WaitForAssertion(() => Assert.Contains("51 to 100 of 120", page.Find("nav.pages").TextContent));
        Button(page.Find("nav.pages"), "Next").Click();
        page.WaitForAssertion(() => Assert.Contains("101 to 120 of 120", page.Find("nav.pages").TextContent));
        Assert.Equal(20, page.FindAll("tbody tr").Count);
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
        page.Find("[aria-label='Tick all on this page']").Change(true);
        page.WaitForAssertion(() => Assert.Contains("9 selected", page.Find(".selection [role=status]").TextContent));
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
        var page = Render<RunsPage>();
        Select(page, "r1", "r3");
        page.WaitForAssertion(() => Assert.Contains("2 selected", page.Find(".selection").TextContent));
        Button(page.Find(".selection"), "Tag").Click();
        page.WaitForElement(".selection input").Input(" best ");
        page.Find(".selection form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Change r1"], Lab.Calls));
        Assert.Equal(["best"], Lab.Changed!.Tags);
    }

    [Fact]
    public void Tag_OfOne_IsAddedTakenOffAndSearchedBy()
    {
        AddThree();
        var page = Render<RunsPage>();
        Press(page, "More of Run r2", "Tags");
        page.WaitForElement("[aria-label='New tag']").Input("seed study");
        page.Find(".tagging").Submit();
        page.WaitForAssertion(() => Assert.Contains("seed study", page.Find("search").TextContent));
        page.Find("[aria-label='Take the tag seed study off']").Click();
        page.WaitForAssertion(() => Assert.Empty(Lab.Find("r2")!.Tags));
        Lab.Change("r3", new() { Tags = ["seed study"] });
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("td.name .tags .tag")));
        page.Find("td.name .tags .tag").Click();
        page.WaitForAssertion(() => Assert.Equal(["Run r3"], Names(page)));
    }

    [Fact]
    public void Rename_Saved_AsksTheLab()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Press(page, "More of Run r1", "Rename");
        page.WaitForElement("[aria-label='New name']");
        string field = Focused();
        page.Find("[aria-label='New name']").Input("  Better name ");
        page.Find("form.rename").Submit();
        page.WaitForAssertion(() => Assert.Equal("Better name", Lab.Changed?.Name));
        page.WaitForAssertion(() => Assert.Equal("Better name", page.Find("td.name").TextContent.Trim()));
        page.WaitForAssertion(() => Assert.NotEqual(field, Focused())); // the name has it, which a test in Chromium looks at
    }

    [Fact]
    public void Rename_Refused_SaysWhyAndStaysOpen()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Press(page, "More of Run r1", "Rename");
        Lab.Refuse = LabException.Field("name", "The name is empty; 1 to 60 characters are allowed.");
        page.WaitForElement("[aria-label='New name']").Input("");
        page.Find("form.rename").Submit();
        Assert.Contains("1 to 60 characters", page.WaitForElement(".field-error").TextContent);
        Assert.Equal("true", page.Find("[aria-label='New name']").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Rename_Escape_LeavesTheName()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Press(page, "More of Run r1", "Rename");
        string field = page.WaitForElement("[aria-label='New name']").GetAttribute("blazor:elementreference")!;
        page.WaitForAssertion(() => Assert.Equal(field, Focused()));
        page.Find("[aria-label='New name']").KeyDown("Escape");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("form")));
        Assert.Empty(Lab.Calls);
        page.WaitForAssertion(() => Assert.NotEqual(field, Focused())); // the name has it, which a test in Chromium looks at
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
        page.Find("[aria-label='Tick all on this page']").Change(true);
        page.WaitForAssertion(() => Assert.Contains("3 selected", page.Find(".selection").TextContent));
        Button(page.Find(".selection"), "Delete").Click();
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
        var page = Render<RunsPage>();
        page.WaitForAssertion(() => Assert.Contains("Deleted runs (2), 6.0 MB", page.Find(".deleted summary").TextContent));
        Assert.Contains("Kept for 7 days", page.Find(".deleted").TextContent);
        page.Find("[aria-label='Bring back Run r1']").Click();
        page.WaitForAssertion(() => Assert.Contains("Run r1", Names(page)));
        page.Find("[aria-label='Remove for good: Run r2']").Click();
        Answer("Remove");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".deleted")));
        Assert.Equal(2, Lab.AllRuns.Count);
    }

    private static IEnumerable<string> Names(IRenderedComponent<RunsPage> page) => page.FindAll("tbody td.name > a:first-child").Select(name => name.TextContent);

    private static IElement Button(IElement within, string text) => within.QuerySelectorAll("button").First(button => button.TextContent.Trim() == text);

    private static void Select(IRenderedComponent<RunsPage> page, params string[] ids)
    {
        foreach (string id in ids) page.Find($"[aria-label='Select Run {id}']").Change(true);
    }

    /// <summary>r3, r2 and r1, of the same moment.</summary>
    private void AddThree()
    {
        foreach (string id in new[] { "r3", "r2", "r1" }) Lab.AllRuns.Add(FakeLab.Run(id, RunStatus.Stopped));
    }

    /// <summary>What was given the focus last.</summary>
    private string Focused() => Assert.IsType<ElementReference>(JSInterop.Invocations["Blazor._internal.domWrapper.focus"][^1].Arguments[0]).Id;
}
