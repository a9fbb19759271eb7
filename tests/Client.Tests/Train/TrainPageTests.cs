// The Train page in every state a lab can be in, and how it follows a run.
using AttentionLab.Client.Controls.Train;
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TrainPage = AttentionLab.Client.Pages.Train;

namespace AttentionLab.Client.Tests.Train;

public class TrainPageTests : LabContext
{
    public TrainPageTests()
    {
        Script("loss-chart");
        Script("stage");
        Script("sample");
        Script("time-lapse");
        Script("head-roles");
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Train_NothingEverTrained_OffersOneClearStart()
    {
        var page = Render<TrainPage>();
        Assert.Single(page.FindComponents<FirstVisit>());
        Assert.Empty(page.FindComponents<RunBar>());
        Assert.Empty(page.FindComponents<HeadStage>());
    }

    [Fact]
    public void Train_NothingEverTrained_ShowsTheRecordingBelowTheStart()
    {
        Lab.Recording = FakeLab.Run(RunInfo.RecordingId, RunStatus.Finished);
        var page = Render<TrainPage>();
        Assert.Single(page.FindComponents<FirstVisit>());
        Assert.Equal(RunInfo.RecordingId, page.FindComponent<HeadStage>().Instance.Run.Id);
        Assert.Empty(page.FindComponents<RunBar>());
        Assert.Empty(page.FindAll(".lab-tabs"));
    }

    [Fact]
    public void Train_Started_GoesToTheRunsAddress()
    {
        var page = Render<TrainPage>();
        page.Find("form").Submit();
        Assert.EndsWith("/?run=r1", Navigation.Uri);
        page.WaitForAssertion(() => Assert.Single(page.FindComponents<RunBar>()));
    }

    [Fact]
    public void Train_AddressNamesARun_ShowsThatRun()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Running));
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Finished) with { Name = "Yesterday's", Step = 2000 });
        var page = Open("r1");
        Assert.Equal("Yesterday's", page.Find("h1").TextContent);
        Assert.Equal("Finished", page.Find(".run-bar .status-pill").TextContent);
        Assert.Equal(["inspect?run=r1", "generate?run=r1"], page.FindAll(".run-next a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Train_RunGoesOn_OnlyItsNumbersAreRendered()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var page = Open("r1");
        int controls = page.FindComponent<RunControls>().RenderCount;
        Lab.Become(Lab.AllRuns[0] with { Step = 421, TrainLoss = 1.25 });
        page.WaitForAssertion(() => Assert.Equal("421 / 2,000", page.Find(".run-stand dd").TextContent));
        Assert.Equal(controls, page.FindComponent<RunControls>().RenderCount);
        Lab.Become(Lab.AllRuns[0] with { Status = RunStatus.Paused });
        page.WaitForAssertion(() => Assert.True(page.FindComponent<RunControls>().RenderCount > controls));
    }

    [Fact]
    public void Train_ModelTrainedElsewhere_ShowsItsHeadsAndNoNumberOfATraining()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Finished) with { Preset = RunInfo.Elsewhere, Corpus = RunInfo.Elsewhere, Step = 0, Steps = 0 });
        var page = Open("r1");
        Assert.Equal("Imported", page.Find(".run-bar .status-pill").TextContent);
        Assert.Single(page.FindComponents<HeadStage>());
        Assert.Empty(page.FindComponents<LossChart>());
        Assert.Empty(page.FindComponents<ForkRun>());
        Assert.All(["Batch", "Learning rate", "Seed"], name => Assert.DoesNotContain(name, page.Find("dl.facts").TextContent));
        Assert.Contains("Trained elsewhere", page.Find("dl.facts").TextContent);
    }

    [Fact]
    public void Train_AddressNamesNoRunButOneTrains_GoesToIt()
    {
        Lab.AllRuns.Add(FakeLab.Run("r7", RunStatus.Running));
        Render<TrainPage>();
        Assert.EndsWith("/?run=r7", Navigation.Uri);
    }

    [Fact]
    public void Train_AddressNamesAPreset_OpensTheDrawerWithItThoughAnotherRunTrains()
    {
        Lab.AllRuns.Add(FakeLab.Run("r7", RunStatus.Running));
        Navigation.NavigateTo("?preset=tiny&corpus=play&without=mask");
        var drawer = Render<NewRunDrawer>();
        var page = Render<TrainPage>();
        Assert.EndsWith("?preset=tiny&corpus=play&without=mask", Navigation.Uri);
        Assert.Equal(("Tiny", "The embedded play"), (drawer.Find("input#preset").GetAttribute("value"), drawer.Find("input#corpus").GetAttribute("value")));
        Assert.False(drawer.Find("#build-model-mask").HasAttribute("checked"));
        drawer.Find("button[aria-label=Close]").Click();
        page.Render(); // once: what was closed stays closed
        Assert.DoesNotContain("mud-drawer--open", drawer.Find("aside").ClassName);
        Lab.AllRuns.Clear();
        drawer.Find("form").Submit();
        Assert.Equal(("tiny", "play", false), (Lab.Started?.Preset, Lab.Started?.Corpus, Lab.Started?.Model?.Mask));
    }

    [Fact]
    public void Train_AddressNamesAnUnknownPreset_SaysSoAndTakesTheDefault()
    {
        Navigation.NavigateTo("?preset=huge");
        var drawer = Render<NewRunDrawer>();
        Render<TrainPage>();
        Assert.Contains("There is no model “huge”", drawer.Find(".mud-alert-text-warning").TextContent);
        drawer.Find("form").Submit();
        Assert.Equal("small", Lab.Started?.Preset);
    }

    [Fact]
    public void Train_AddressNamesADeletedRun_SaysSoAndOffersAStart()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Open("gone");
        Assert.Contains("There is no run “gone”", page.Find("[role=status]").TextContent);
        Assert.Single(page.FindComponents<FirstVisit>());
        Assert.Equal("runs", page.Find("[role=status] a").GetAttribute("href"));
    }

    [Fact]
    public void Train_RunMakesProgress_ShowsIt()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var page = Open("r1");
        Lab.Become(Lab.AllRuns[0] with { Step = 1421, TrainLoss = 1.98768, ValLoss = 2.1, TokensPerSecond = 31234.4, EtaSeconds = 62 });
        page.WaitForAssertion(() =>
        {
            string stand = page.Find(".run-stand").TextContent;
            Assert.All(["1,421", "1.988", "2.100", "1 min 02 s"], text => Assert.Contains(text, stand));
            Assert.Equal("1421", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        });
    }

    [Fact]
    public void Train_RunPausesElsewhere_OffersResume()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var page = Open("r1");
        Lab.Become(Lab.AllRuns[0] with { Status = RunStatus.Paused });
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), button => button.TextContent.Trim() == "Resume"));
    }

    [Fact]
    public void Train_RunFails_ShowsItsMessage()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Failed) with { Message = "The loss is not a number at step 12." });
        Assert.Contains("The loss is not a number at step 12.", Open("r1").Find(".mud-alert-text-error").TextContent);
    }

    [Fact]
    public async Task Train_HeadChosenOnTheStage_StandsInTheAddress()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var page = Open("r1");
        Assert.Equal((0, 0, null), page.FindComponent<HeadStage>().Instance.Selection);
        await page.InvokeAsync(() => page.FindComponent<HeadStage>().Instance.Select(3, 1, 5));
        Assert.EndsWith("/?run=r1&layer=3&head=1&token=5", Navigation.Uri);
    }

    [Theory]
    [InlineData("&layer=1&head=3&token=4", 1, 3, 4)]
    [InlineData("&layer=99&head=-1&token=99", 3, 0, null)]
    public void Train_AddressNamesAHead_ChoosesItOrTheNearest(string rest, int layer, int head, int? token)
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        Assert.Equal((layer, head, token), Open($"r1{rest}").FindComponent<HeadStage>().Instance.Selection);
    }

    [Fact]
    public void Train_ModelWithoutAttention_SaysSoInPlaceOfTheStage()
    {
        var run = FakeLab.Run("r1", RunStatus.Running);
        Lab.AllRuns.Add(run with { Model = run.Model with { Mixer = Mixer.None } });
        var page = Open("r1");
        Assert.Contains("has no attention", page.Find(".train-none").TextContent);
        Assert.Empty(page.FindComponents<HeadStage>());
        Assert.Equal(["What to notice", "Settings and fork", "Numbers"], Tabs(page));
    }

    [Fact]
    public void Train_Tabs_ShowWhatIsChosen()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var page = Open("r1");
        Assert.Equal(["What to notice", "Head roles", "Head value", "Settings and fork", "Numbers"], Tabs(page));
        Assert.Single(page.FindComponents<LookFor>());
        page.FindAll("[role=tab]")[^2].Click();
        page.WaitForAssertion(() => Assert.Single(page.FindComponents<RunNext>()));
        Assert.Empty(page.FindComponents<RunNumbers>());
        Script("exact-copy");
        page.FindAll("[role=tab]")[^1].Click();
        page.WaitForAssertion(() => Assert.Single(page.FindComponents<RunNumbers>()));
        Assert.Empty(page.FindComponents<LookFor>());
    }

    [Fact]
    public void Train_RunDeletedElsewhere_SaysSo()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Open("r1");
        Lab.Delete("r1");
        page.WaitForAssertion(() => Assert.Contains("There is no run “r1”", page.Markup));
    }

    [Fact]
    public void Train_NoSampleYet_SaysWhenItComes()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running) with { Sample = null });
        Assert.Contains("The first sample comes with the first loss estimate", Open("r1").Find(".sample").TextContent);
    }

    [Fact]
    public async Task Train_Left_ListensNoMore()
    {
        Render<TrainPage>();
        Assert.NotEqual(0, Lab.Listeners);
        await DisposeComponentsAsync();
        Assert.Equal(0, Lab.Listeners);
    }

    private static IEnumerable<string> Tabs(IRenderedComponent<TrainPage> page) => page.FindAll("[role=tab]").Select(tab => tab.TextContent.Trim());

    private IRenderedComponent<TrainPage> Open(string run)
    {
        Navigation.NavigateTo($"?run={run}");
        return Render<TrainPage>();
    }
}
