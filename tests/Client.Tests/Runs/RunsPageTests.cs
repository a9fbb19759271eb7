// The list of runs: what a row says, renaming, deleting with a question first.
using AttentionLab.Client.Contracts;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using RunsPage = AttentionLab.Client.Pages.Runs;

namespace AttentionLab.Client.Tests.Runs;

public class RunsPageTests : LabContext
{
    [Fact]
    public void Runs_None_OffersToStartOne()
    {
        var page = Render<RunsPage>();
        Assert.Contains("Nothing has been trained yet", page.Markup);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Runs_One_SaysHowFarAndHowGood()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var row = Render<RunsPage>().Find("tbody tr");
        Assert.All(["Run r1", "Stopped", "420 / 2,000", "2.3457", "2.4568", "Tiny Shakespeare", "Small", "2 Jan 2026, 03:04 UTC"], text => Assert.Contains(text, row.TextContent));
        Assert.Equal(["?run=r1", "inspect?run=r1", "generate?run=r1"], row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!));
    }

    [Fact]
    public void Compare_NothingTicked_IsDisabledAndSaysWhatToDo()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        Assert.Contains("Tick two or more", page.Find(".compare [aria-disabled=true]").GetAttribute("title"));
    }

    [Fact]
    public void Compare_TwoTicked_LeadsToTheirComparisonInTheListsOrder()
    {
        foreach (string id in new[] { "r3", "r2", "r1" }) Lab.AllRuns.Add(FakeLab.Run(id, RunStatus.Stopped));
        var page = Render<RunsPage>();
        page.Find("[aria-label='Compare Run r1']").Change(true);
        page.Find("[aria-label='Compare Run r3']").Change(true);
        Assert.Equal("compare?runs=r3,r1", page.Find(".compare a").GetAttribute("href"));
    }

    [Fact]
    public void Compare_NineTicked_SaysHowManyAreAllowed()
    {
        for (int i = 1; i <= 9; i++) Lab.AllRuns.Add(FakeLab.Run($"r{i}", RunStatus.Stopped));
        var page = Render<RunsPage>();
        for (int i = 1; i <= 9; i++) page.Find($"[aria-label='Compare Run r{i}']").Change(true);
        Assert.Contains("at most 8", page.Find(".compare [role=status]").TextContent);
        Assert.Empty(page.FindAll(".compare a"));
    }

    [Fact]
    public void Compare_TickedRunDeleted_IsLeftOut()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Stopped));
        var page = Render<RunsPage>();
        page.Find("[aria-label='Compare Run r1']").Change(true);
        page.Find("[aria-label='Compare Run r2']").Change(true);
        Lab.Delete("r1");
        page.WaitForAssertion(() => Assert.Equal("compare?runs=r2", page.Find(".compare a").GetAttribute("href")));
    }

    [Fact]
    public void Rename_Saved_AsksTheLab()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        string? button = ReferenceOf(page.Find("[aria-label='Rename Run r1']"));
        page.Find("[aria-label='Rename Run r1']").Click();
        page.Find("[aria-label='New name']").Input("  Better name ");
        page.Find("form").Submit();
        Assert.Equal("Better name", Lab.Changed?.Name);
        page.WaitForAssertion(() => Assert.Equal("Better name", page.Find("td.name").TextContent.Trim()));
        FocusIsOn(button);
    }

    [Fact]
    public void Rename_Refused_SaysWhyAndStaysOpen()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        page.Find("[aria-label='Rename Run r1']").Click();
        Lab.Refuse = LabException.Field("name", "The name is empty; 1 to 60 characters are allowed.");
        page.Find("[aria-label='New name']").Input("");
        page.Find("form").Submit();
        Assert.Contains("1 to 60 characters", page.Find(".field-error").TextContent);
        Assert.Equal("true", page.Find("[aria-label='New name']").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Rename_Escape_LeavesTheName()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        string? button = ReferenceOf(page.Find("[aria-label='Rename Run r1']"));
        page.Find("[aria-label='Rename Run r1']").Click();
        page.Find("[aria-label='New name']").KeyDown("Escape");
        Assert.Empty(page.FindAll("form"));
        Assert.Empty(Lab.Calls);
        FocusIsOn(button);
    }

    [Theory]
    [InlineData(true, "Delete r1")]
    [InlineData(false, "")]
    public void Delete_Asked_DeletesOnlyWhenConfirmed(bool sure, string calls)
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        page.Find("[aria-label='Delete Run r1']").Click();
        Assert.Empty(Lab.Calls);
        Services.GetRequiredService<DialogService>().Close(sure);
        page.WaitForAssertion(() => Assert.Equal(calls, string.Join(", ", Lab.Calls)));
    }

    [Fact]
    public void Delete_RunTrains_IsDisabledAndSaysWhy()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var delete = Render<RunsPage>().Find("[aria-label='Delete Run r1']");
        Assert.Equal("true", delete.GetAttribute("aria-disabled"));
        Assert.Contains("stop it first", delete.GetAttribute("title"));
    }

    [Fact]
    public void Delete_Refused_SaysWhy()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Render<RunsPage>();
        page.Find("[aria-label='Delete Run r1']").Click();
        Lab.Refuse = new LabException(Refusal.Unavailable, "The files cannot be deleted: the disk is read-only.");
        Services.GetRequiredService<DialogService>().Close(true);
        page.WaitForAssertion(() => Assert.Contains("the disk is read-only", page.Find("[role=alert]").TextContent));
    }

    /// <summary>Element references are read where they are rendered first: later renderings leave them blank.</summary>
    private static string? ReferenceOf(AngleSharp.Dom.IElement element) => element.GetAttribute("blazor:elementreference");

    /// <summary>After the field for the name had it.</summary>
    private void FocusIsOn(string? reference) =>
        Assert.Equal(reference, Assert.IsType<ElementReference>(JSInterop.VerifyFocusAsyncInvoke(calledTimes: 2)[1].Arguments[0]).Id);
}
