// The Train page in every state a lab can be in, and how it follows a run.
using AttentionLab.Client.Controls.Train;
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
        Script("attention-grid");
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Train_NothingEverTrained_OffersOneClearStart()
    {
        var page = Render<TrainPage>();
        Assert.Single(page.FindComponents<NewRunForm>());
        Assert.Empty(page.FindAll(".earlier"));
        Assert.Empty(page.FindComponents<RunStats>());
    }

    [Fact]
    public void Train_Started_GoesToTheRunsAddress()
    {
        var page = Render<TrainPage>();
        page.Find("form").Submit();
        Assert.EndsWith("/?run=r1", Navigation.Uri);
        page.WaitForAssertion(() => Assert.Single(page.FindComponents<RunStats>()));
    }

    [Fact]
    public void Train_AddressNamesARun_ShowsThatRun()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Running));
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Finished) with { Name = "Yesterday's", Step = 2000 });
        var page = Open("r1");
        Assert.Equal("Yesterday's", page.Find(".panel-head h2").TextContent);
        Assert.Contains("All steps are done", page.Find(".lab-notice.is-good").TextContent);
    }

    [Fact]
    public void Train_ModelTrainedElsewhere_ShowsItsHeadsAndNoNumberOfATraining()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Finished) with { Preset = RunInfo.Elsewhere, Corpus = RunInfo.Elsewhere, Step = 0, Steps = 0 });
        var page = Open("r1");
        Assert.Equal("Imported", page.Find(".card .status-pill").TextContent);
        Assert.Single(page.FindComponents<AttentionGrid>());
        Assert.Empty(page.FindComponents<LossChart>());
        Assert.Empty(page.FindComponents<ForkRun>());
        Assert.All(["Batch", "Learning rate", "Seed"], name => Assert.DoesNotContain(name, page.Find(".facts dl").TextContent));
        Assert.Contains("Trained elsewhere", page.Find(".facts dl").TextContent);
    }

    [Fact]
    public void Train_AddressNamesNoRunButOneTrains_GoesToIt()
    {
        Lab.AllRuns.Add(FakeLab.Run("r7", RunStatus.Running));
        Render<TrainPage>();
        Assert.EndsWith("/?run=r7", Navigation.Uri);
    }

    [Fact]
    public void Train_AddressNamesAPreset_OpensTheFormWithItThoughAnotherRunTrains()
    {
        Lab.AllRuns.Add(FakeLab.Run("r7", RunStatus.Running));
        Navigation.NavigateTo("?preset=tiny&corpus=play");
        var page = Render<TrainPage>();
        Assert.EndsWith("?preset=tiny&corpus=play", Navigation.Uri);
        Lab.AllRuns.Clear();
        page.Find("form").Submit();
        Assert.Equal(("tiny", "play"), (Lab.Started?.Preset, Lab.Started?.Corpus));
    }

    [Fact]
    public void Train_AddressNamesAnUnknownPreset_SaysSoAndTakesTheDefault()
    {
        Navigation.NavigateTo("?preset=huge");
        var page = Render<TrainPage>();
        Assert.Contains("There is no model “huge”", page.Find(".lab-notice.is-warn").TextContent);
        page.Find("form").Submit();
        Assert.Equal("small", Lab.Started?.Preset);
    }

    [Fact]
    public void Train_AddressNamesADeletedRun_SaysSoAndOffersAStart()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped));
        var page = Open("gone");
        Assert.Contains("There is no run “gone”", page.Find("[role=status]").TextContent);
        Assert.Single(page.FindComponents<NewRunForm>());
        Assert.Contains("Run r1", page.Find(".earlier").TextContent);
    }

    [Fact]
    public void Train_RunMakesProgress_ShowsIt()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var page = Open("r1");
        Lab.Become(Lab.AllRuns[0] with { Step = 1421, TrainLoss = 1.98768, ValLoss = 2.1, TokensPerSecond = 31234.4, EtaSeconds = 62 });
        page.WaitForAssertion(() =>
        {
            string stats = page.Find(".stats").TextContent;
            Assert.All(["1,421", "1.9877", "2.1000", "31,234", "1 min 02 s"], text => Assert.Contains(text, stats));
            Assert.Equal("1421", page.Find("progress").GetAttribute("value"));
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
        Assert.Contains("The loss is not a number at step 12.", Open("r1").Find(".lab-notice.is-bad").TextContent);
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

    private IRenderedComponent<TrainPage> Open(string run)
    {
        Navigation.NavigateTo($"?run={run}");
        return Render<TrainPage>();
    }
}
