// The panel that says what to look for: before it is measured, measured, refused, and when it measures anew.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class LookForTests : LabContext
{
    private readonly RunInfo _run = FakeLab.Run("r1", RunStatus.Running) is var run ? run with { Model = run.Model with { Mask = false } } : null!;

    [Fact]
    public void LookFor_NoWeightsYet_SaysWhatToLookForAndAsksForNothing()
    {
        var panel = Show(_run with { HasWeights = false });
        Assert.Contains("Every token sees the very one", panel.Find("#lesson-mask").TextContent);
        Assert.Empty(panel.FindAll(".measured"));
        Assert.Contains("after its first step", panel.Markup);
        Assert.Equal(0, Facts.Asked);
    }

    [Fact]
    public void LookFor_Measuring_SaysSoAndThenTheNumbers()
    {
        var answer = new TaskCompletionSource<Facts>();
        Facts.Answer = () => answer.Task;
        var panel = Show(_run);
        Assert.Contains("Measuring…", panel.Markup);
        Assert.Empty(panel.FindAll(".measured"));
        answer.SetResult(FakeFacts.Measured);
        panel.WaitForAssertion(() => Assert.Contains("0.41 nats; left to right, as it has to write, 5.20", panel.Find(".measured").TextContent));
        Assert.Contains("at step 420 on 1,024 tokens", panel.Markup);
    }

    [Fact]
    public void LookFor_Refused_SaysWhyAndTriesAgain()
    {
        Facts.Answer = () => Task.FromException<Facts>(new LabException(Refusal.Unavailable, "The text is gone."));
        var panel = Show(_run);
        Assert.Contains("The text is gone.", panel.Find(".mud-alert").TextContent);
        Facts.Answer = () => Task.FromResult(FakeFacts.Measured);
        panel.Find(".mud-alert button").Click();
        Assert.Single(panel.FindAll(".measured"));
        Assert.Empty(panel.FindAll(".mud-alert"));
    }

    [Fact]
    public void LookFor_NewEstimate_MeasuresAnewAndStepsInBetweenDoNot()
    {
        var panel = Show(_run);
        panel.Render(p => p.Add(l => l.Run, _run with { Step = 421, TrainLoss = 2.1 }));
        Assert.Equal(1, Facts.Asked);
        panel.Render(p => p.Add(l => l.Run, _run with { Step = 500, ValLoss = 2.2 }));
        Assert.Equal(2, Facts.Asked);
    }

    [Fact]
    public void LookFor_UnchangedRunOfTheSameRung_IsComparedWithUnlessOneSeesTheAnswer()
    {
        var run = _run with { Model = _run.Model with { Mask = true, Heads = 2 } };
        Lab.AllRuns.Add(run);
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Finished) with { Name = "With four heads" });
        Lab.Curves["r1"] = new() { Step = [400], TrainLoss = [2], ValLoss = [2.9] };
        Lab.Curves["r2"] = new() { Step = [400], TrainLoss = [2], ValLoss = [2.5] };
        var twin = Show(run).Find(".twin");
        Assert.Contains("With four heads: 2.90 here and 2.50 there: 0.40 worse.", twin.TextContent);
        Assert.Equal("?run=r2", twin.QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty(Show(_run).FindAll(".twin"));
    }

    private IRenderedComponent<LookFor> Show(RunInfo run) => Render<LookFor>(p => p.Add(l => l.Run, run));
}
