// The Compare page: which runs it shows, what it says where there are none, what its scripts and the address are told.
using AttentionLab.Client.Controls.Compare;
using AttentionLab.Client.Controls.Shell;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ComparePage = AttentionLab.Client.Pages.Compare;

namespace AttentionLab.Client.Tests.Compare;

public class ComparePageTests : LabContext
{
    private readonly BunitJSModuleInterop _address, _difference;

    public ComparePageTests()
    {
        _address = Script("address");
        Script("curves");
        _difference = Script("difference");
    }

    [Fact]
    public void Compare_NoRuns_OffersToStartOne()
    {
        var page = Open("compare");
        Assert.Contains("Nothing has been trained yet", page.Markup);
        Assert.Empty(page.FindAll(".curves, .config, .difference"));
    }

    [Fact]
    public void Compare_BareAddress_ShowsTheTwoNewest()
    {
        Add("r3", "r2", "r1");
        var page = Open("compare");
        Assert.Equal(["Run r3", "Run r2"], page.FindAll(".chosen li a").Select(a => a.TextContent));
        Assert.Equal("?runs=r3,r2", page.FindComponent<AddressLine>().Instance.Query);
    }

    [Fact]
    public void Compare_RunOfTheAddressIsGone_SaysSoAndShowsTheOthers()
    {
        Add("r1");
        var page = Open("compare?runs=r1,lost");
        Assert.Contains("no run “lost”", page.Find("[role=alert]").TextContent);
        page.Find("[role=alert] button").Click();
        Assert.DoesNotContain("lost", page.Markup);
        Assert.Single(page.FindAll(".chosen li"));
    }

    [Fact]
    public async Task Compare_RunsAddedAndLeft_ChangeChartAndAddress()
    {
        Add("r2", "r1");
        var page = Open("compare?runs=r1");
        Options(page, "add-run").Single().Click();
        page.WaitForAssertion(() => Assert.Equal("?runs=r1,r2", page.FindComponent<AddressLine>().Instance.Query)); // once the menu has closed
        await page.InvokeAsync(() => page.Find("[aria-label='Leave Run r1 out']").Click());
        page.WaitForAssertion(() => Assert.Equal("?runs=r2", page.FindComponent<AddressLine>().Instance.Query));
        Assert.NotEmpty(_address.Invocations["update"]);
    }

    [Fact]
    public void Compare_AllRunsLeft_SaysWhatToDo()
    {
        Add("r1");
        var page = Open("compare?runs=r1");
        page.Find("[aria-label='Leave Run r1 out']").Click();
        Assert.Contains("Choose a run above", page.Markup);
        Assert.Equal("?runs=", page.FindComponent<AddressLine>().Instance.Query);
        Assert.Contains("Choose a run above", Open("compare?runs=").Markup);
    }

    [Fact]
    public void Compare_TwinRuns_SaysThatNothingIsDifferent()
    {
        Add("r2", "r1");
        var page = Open("compare?runs=r1,r2");
        Assert.Contains("the same settings in every row", page.Find(".config").TextContent);
        page.Find(".config input[role=switch]").Change(true);
        Assert.Contains("Learning rate", page.Find(".config table").TextContent);
    }

    [Fact]
    public void Compare_OtherDropout_ShowsThatRowAlone()
    {
        Add("r1");
        var run = Lab.AllRuns[0];
        Lab.AllRuns.Add(run with { Id = "r2", Name = "Run r2", Model = run.Model with { Dropout = 0.2 } });
        var rows = Open("compare?runs=r1,r2").FindAll(".config tbody tr:not(.group)");
        Assert.Equal("Dropout00.2", string.Concat(Assert.Single(rows).Children.Select(cell => cell.TextContent.Trim())));
    }

    [Fact]
    public void Compare_DifferentTexts_WarnsThatLossesDoNotMeasureTheSame()
    {
        Add("r1");
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Finished) with { Corpus = "play" });
        Assert.Contains("Tiny Shakespeare, The embedded play", Open("compare?runs=r1,r2").Find("[role=status].mud-alert").TextContent);
    }

    [Fact]
    public void Compare_OtherTokensOfTheSameText_WarnsThatLossesDoNotMeasureTheSame()
    {
        Add("r1");
        var run = Lab.AllRuns[0];
        Lab.AllRuns.Add(run with { Id = "r2", Model = run.Model with { Vocabulary = 512 } });
        Assert.Contains("vocabularies of 65 and 512", Open("compare?runs=r1,r2").Find("[role=status].mud-alert").TextContent);
    }

    [Fact]
    public void Compare_HeadAndStepChosen_TellsTheScriptAndTheAddress()
    {
        Add("r2", "r1");
        var page = Open("compare?runs=r1,r2");
        Assert.Equal(["newest (420)", "420", "200", "1"], Options(page, "b-step").Select(option => option.TextContent.Trim()));
        Choose(page, "b-step", "200");
        Choose(page, "b-head", "3");
        var told = (DifferenceView.DifferenceData)_difference.Invocations["update"].Last().Arguments[0]!;
        Assert.Equal((new HeadAddress("r1", null, 0, 0), new HeadAddress("r2", 200, 0, 2)), (told.A, told.B));
        Assert.EndsWith("a=r1,latest,0,0&b=r2,200,0,2", page.FindComponent<AddressLine>().Instance.Query);
    }

    [Fact]
    public void Compare_OneRun_SubtractsTwoOfItsHeads()
    {
        Add("r1");
        var view = Open("compare?runs=r1").FindComponent<DifferenceView>();
        Assert.Equal(["1", "2"], new[] { "a", "b" }.Select(side => view.Find($"#{side}-head").GetAttribute("value")));
    }

    [Fact]
    public void Compare_TextTyped_ReachesTheScriptWithItsLineBreaks()
    {
        Add("r1");
        var page = Open("compare?runs=r1");
        Assert.Equal("ROMEO:↵O", page.Find("#difference-text").GetAttribute("value"));
        page.Find("#difference-text").Change("JULIET:↵O");
        Assert.Equal("JULIET:\nO", ((DifferenceView.DifferenceData)_difference.Invocations["update"].Last().Arguments[0]!).Prompt);
        page.FindAll(".text button").Single(button => button.TextContent.Trim() == "A’s probe text").Click();
        Assert.Null(((DifferenceView.DifferenceData)_difference.Invocations["update"].Last().Arguments[0]!).Prompt);
    }

    [Fact]
    public void Compare_NoAttention_SaysWhyTheRunIsNotOffered()
    {
        Add("r1");
        var run = Lab.AllRuns[0];
        Lab.AllRuns[0] = run with { Model = run.Model with { Mixer = Mixer.None, Layers = 0 } };
        var page = Open("compare?runs=r1");
        Assert.Contains("None of these runs has attention", page.Find(".difference").TextContent);
        Assert.Contains("“Run r1” is not offered", page.Find(".difference").TextContent);
    }

    [Fact]
    public void Compare_OtherRunMakesProgress_RendersNothing()
    {
        Add("r2", "r1");
        var page = Open("compare?runs=r1");
        int before = page.RenderCount;
        Lab.Become(FakeLab.Run("r2", RunStatus.Running) with { Step = 500 });
        Assert.Equal(before, page.RenderCount);
        Lab.Become(FakeLab.Run("r1", RunStatus.Running));
        page.WaitForAssertion(() => Assert.Contains("Training", page.Find(".chosen").TextContent));
    }

    private void Add(params string[] ids)
    {
        foreach (string id in ids) Lab.AllRuns.Add(FakeLab.Run(id, RunStatus.Finished));
    }

    private IRenderedComponent<ComparePage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<ComparePage>();
    }
}
