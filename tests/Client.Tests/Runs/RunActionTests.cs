// What can be done with runs of the list: selecting, comparing, renaming, tagging, deleting and having back.
using Bunit;
using RunsPage = AttentionLab.Client.Pages.Runs;

namespace AttentionLab.Client.Tests.Runs;

public class RunActionTests : RunsPageContext
{
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
}
