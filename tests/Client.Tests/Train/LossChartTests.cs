// The chart's script is bound once and told only of what it cannot see itself: which run, whether it trains, how to draw.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class LossChartTests : LabContext
{
    [Fact]
    public void Chart_RunMakesProgress_TellsTheScriptNothing()
    {
        var script = Script("loss-chart");
        var run = FakeLab.Run("r1", RunStatus.Running);
        var chart = Render<LossChart>(p => p.Add(c => c.Run, run));
        chart.Render(p => p.Add(c => c.Run, run with { Step = 421, TrainLoss = 2.3 }));
        Assert.Empty(script.Invocations["update"]);
    }

    [Fact]
    public void Chart_AnotherRun_UpdatesTheScript()
    {
        var script = Script("loss-chart");
        var chart = Render<LossChart>(p => p.Add(c => c.Run, FakeLab.Run("r1", RunStatus.Running)));
        chart.Render(p => p.Add(c => c.Run, FakeLab.Run("r2", RunStatus.Finished)));
        Assert.Equal(new LossChart.LossChartData("r2", false, true, true, false, false), Assert.Single(script.Invocations["update"]).Arguments[0]);
    }

    [Fact]
    public void Chart_LogAndRawChosen_UpdatesTheScript()
    {
        var script = Script("loss-chart");
        var chart = Render<LossChart>(p => p.Add(c => c.Run, FakeLab.Run("r1", RunStatus.Running)));
        Press(chart, "How the loss is drawn", "Logarithmic");
        Open(chart, "How the loss is drawn");
        Assert.Equal(("true", "true"), (MenuItem("Logarithmic").GetAttribute("aria-checked"), MenuItem("Smoothed").GetAttribute("aria-checked")));
        MenuItem("Smoothed").Click();
        Assert.Equal(
            [new LossChart.LossChartData("r1", true, true, true, true, false), new LossChart.LossChartData("r1", true, true, false, true, false)],
            script.Invocations["update"].Select(call => (LossChart.LossChartData)call.Arguments[0]!));
    }

    [Fact]
    public void Chart_AnyRun_HasATableForWhoeverCannotSeeIt()
    {
        var script = Script("loss-chart");
        var chart = Render<LossChart>(p => p.Add(c => c.Run, FakeLab.Run("r1", RunStatus.Running)));
        Assert.True(chart.Find("[data-part=table]").HasAttribute("hidden"));
        Press(chart, "How the loss is drawn", "Values as a table");
        Assert.False(chart.Find("[data-part=table]").HasAttribute("hidden"));
        Assert.Equal(["Step", "Training, estimated", "Validation, estimated", "Right answers"], chart.FindAll("th").Select(th => th.TextContent));
        Assert.True(((LossChart.LossChartData)Assert.Single(script.Invocations["update"]).Arguments[0]!).Table);
    }
}
