// The list of runs: what a row says, its order, its filters, its columns and its tabs.
using AttentionLab.Client.Controls.Shell;
using Bunit;
using RunsPage = AttentionLab.Client.Pages.Runs;

namespace AttentionLab.Client.Tests.Runs;

public class RunsPageTests : RunsPageContext
{
    [Fact]
    public void Runs_None_OffersToStartOne()
    {
        var page = Render<RunsPage>();
        Assert.Contains("Nothing has been trained yet", page.Markup);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Runs_Sorted_SaysAtTheHeadOfTheColumnAndAtNoOther()
    {
        Lab.AllRuns.AddRange([FakeLab.Run("r1", RunStatus.Stopped), FakeLab.Run("r2", RunStatus.Stopped)]);
        var page = Render<RunsPage>();
        (string, string)[] Said() => [.. page.FindAll("[aria-sort]").Select(head => ($"{head.TagName} {head.TextContent.Trim().Split(',')[0]}", head.GetAttribute("aria-sort")!))];
        Assert.Equal([("TH When", "descending")], Said());
        void Sort(string column) => page.FindAll("thead button").Single(button => button.TextContent.Trim().StartsWith(column, StringComparison.Ordinal)).Click();
        Sort("Name");
        page.WaitForAssertion(() => Assert.Equal([("TH Name", "ascending")], Said()));
        Sort("Name");
        page.WaitForAssertion(() => Assert.Equal([("TH Name", "descending")], Said()));
        Sort("Validation");
        page.WaitForAssertion(() => Assert.Equal("ascending", Assert.Single(Said()).Item2));
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
        Files.Refuse = Files.RefuseToList = new LabException(Refusal.Unavailable, "The data folder cannot be measured: it is gone.");
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
        Assert.Equal(["trainLoss", "valLoss", "step", "model", "created", "bytes"], Assert.IsType<string[]>(Columns.Invocations["update"][^1].Arguments[0]));
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
}
