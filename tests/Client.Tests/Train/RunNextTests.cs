// What can be made of a run in each state: changed while it trains, trained longer when it is done, forked; and where it comes from.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class RunNextTests : LabContext
{
    [Theory]
    [InlineData(RunStatus.Running, true, false)]
    [InlineData(RunStatus.Paused, true, false)]
    [InlineData(RunStatus.Stopped, false, false)]
    [InlineData(RunStatus.Finished, false, true)]
    public void Next_InEachState_OffersWhatMakesSense(RunStatus status, bool changes, bool longer)
    {
        var next = Next(FakeLab.Run("r1", status));
        Assert.Equal((changes, longer), (next.FindComponents<RunAdjust>().Count == 1, next.FindComponents<TrainLonger>().Count == 1));
        Assert.Single(next.FindComponents<ForkRun>());
    }

    [Fact]
    public void Next_RunTrains_SaysHowManyTokensASecond() =>
        Assert.Contains("On Managed engine, float32, 23,456 tokens / s", Next(FakeLab.Run("r1", RunStatus.Running)).FindAll(".field-hint").Select(hint => hint.TextContent));

    [Fact]
    public void Next_OfAFork_SaysWhereItComesFrom()
    {
        var next = Next(FakeLab.Run("r1", RunStatus.Paused) with { Parent = new("r0", "Baseline", 1400, ["learning rate 0.0005"]) });
        Assert.Contains("Forked from Baseline at step 1,400: learning rate 0.0005.", next.Markup.Replace("""<a href="?run=r0&amp;step=1400">Baseline</a>""", "Baseline"));
    }

    [Fact]
    public void Next_InARace_SaysThatTheRaceIsPaused() =>
        Assert.Equal("race?race=x", Next(FakeLab.Run("r1", RunStatus.Running) with { Race = "x" }).Find("a[href^=race]").GetAttribute("href"));

    [Fact]
    public void Next_ModelTrainedElsewhere_OffersNothingToTrain()
    {
        var next = Next(FakeLab.Run("r1", RunStatus.Finished) with { Preset = RunInfo.Elsewhere, Corpus = RunInfo.Elsewhere });
        Assert.Empty(next.FindComponents<ForkRun>());
        Assert.Empty(next.FindComponents<TrainLonger>());
        Assert.Empty(next.FindAll(".field-hint"));
    }

    [Fact]
    public void Next_Forked_HandsTheForkOn()
    {
        RunInfo? forked = null;
        var next = Render<RunNext>(p => p.Add(n => n.Run, FakeLab.Run("r1", RunStatus.Finished) with { Step = 2000 }).Add(n => n.Forked, run => forked = run));
        next.Find("form.longer").Submit();
        Assert.Equal("fork", forked?.Id);
    }

    private IRenderedComponent<RunNext> Next(RunInfo run) => Render<RunNext>(p => p.Add(next => next.Run, run));
}
