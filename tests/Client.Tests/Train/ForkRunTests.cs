// Forking: the kept checkpoints are offered, what is left blank is not asked for, and what is refused is said at its field.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class ForkRunTests : LabContext
{
    private RunInfo? _forked;

    [Fact]
    public void Form_Opened_OffersTheCheckpointsNewestFirstAndNamesTheBest()
    {
        var form = Opened();
        Assert.Equal(["420", "400: validation 2.4100, the best", "200: validation 2.5000"], Options(form, "fork-step").Select(option => option.TextContent.Trim()));
        Assert.Contains("3 checkpoints are kept, 29 MB", form.Find("form").TextContent);
    }

    [Fact]
    public void Fork_StepAndRateGiven_AsksForTheseAloneAndHandsTheForkOn()
    {
        var form = Opened();
        Choose(form, "fork-step", "400: validation");
        form.Find("#fork-rate").Change("5e-4");
        form.Find("#fork-steps").Change("5,000");
        form.Find("form").Submit();
        Assert.Equal(new ForkRequest { Step = 400, Steps = 5000, Training = new() { LearningRate = 0.0005 } }, Lab.ForkAsked);
        Assert.Equal("fork", _forked?.Id);
    }

    [Fact]
    public void Fork_NoNumber_SaysSoAtTheField()
    {
        var form = Opened();
        form.Find("#fork-dropout").Change("a lot");
        form.Find("form").Submit();
        Assert.Null(Lab.ForkAsked);
        Assert.Contains("“a lot” is no number", form.Find("#fork-dropout-error").TextContent);
    }

    [Fact]
    public void Fork_Refused_SaysSoAtTheField()
    {
        var form = Opened();
        Lab.Refuse = LabException.Field("steps", "420 steps are done at step 420.");
        form.Find("form").Submit();
        Assert.Contains("420 steps are done", form.Find("#fork-steps-error").TextContent);
    }

    [Fact]
    public void Fork_WhileAnotherTrains_SaysWhoInsteadOfAsking()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Running));
        var form = Opened();
        Assert.Equal("true", form.Find("button[type=submit]").GetAttribute("aria-disabled"));
        Assert.Contains("“Run r2” is training", form.Find("form").TextContent);
    }

    [Fact]
    public void Form_NoCheckpointYet_SaysWhenTheFirstComes()
    {
        Lab.Checkpoints.Clear();
        Assert.Contains("No checkpoint has been written yet", Opened().Markup);
    }

    private IRenderedComponent<ForkRun> Opened()
    {
        var form = Render<ForkRun>(p => p.Add(f => f.Run, FakeLab.Run("r1", RunStatus.Paused)).Add(f => f.Forked, run => _forked = run));
        form.Find(".mud-expand-panel-header").Click();
        return form;
    }
}
