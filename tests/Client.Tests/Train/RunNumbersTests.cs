// The tab Numbers: every kept estimate with what was recorded at its step, exact under the pointer; read when it is opened, and again when there is a new one.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class RunNumbersTests : LabContext
{
    private static Estimates Two { get; } = new() { Step = [0, 3], TrainLoss = [4.25, 3.9], ValLoss = [4.123456789, 3.95], Batches = [1, null] };

    public RunNumbersTests() => Script("exact-copy");

    [Fact]
    public void Rows_OfTwoEstimates_AreNewestFirstWithWhatTheirStepsRecorded()
    {
        Lab.Curves["r1"] = Two;
        Assert.Equal([new(3, 3.9, 3.95, 20, null, 3.8, 1e-3, 1, 9000), new(0, 4.25, 4.123456789, 1, null, null, null, null, null)], NumbersRow.Of(Lab.MetricsOf("r1"), 20));
    }

    [Fact]
    public void Numbers_OfARun_AreRoundedOnScreenAndExactUnderThePointer()
    {
        Lab.Curves["r1"] = Two;
        var panel = Numbers(FakeLab.Run("r1", RunStatus.Finished));
        Assert.Equal(["Step", "Training, estimated", "Validation, estimated", "Batches", "Training loss", "Learning rate", "Gradient norm", "Tokens / s"], panel.FindAll("th").Select(head => head.TextContent));
        Assert.Equal(["0", "4.250", "4.123", "1", "–", "–", "–", "–"], panel.FindAll("tbody tr")[1].Children.Select(cell => cell.TextContent));
        Assert.Equal("4.123456789", panel.FindAll("tbody tr")[1].Children[2].GetAttribute("title"));
        Assert.Equal(("api/runs/r1/export/metrics.csv", true), (panel.Find("a").GetAttribute("href"), panel.Find("a").HasAttribute("download")));
    }

    [Fact]
    public void Numbers_OfATask_HaveTheRightAnswers()
    {
        Lab.Curves["r1"] = Two with { Accuracy = [0, 0.875] };
        var panel = Numbers(FakeLab.Run("r1", RunStatus.Finished) with { Task = new(4, 10) });
        Assert.Equal("87.5 %", panel.FindAll("tbody tr")[0].Children[4].TextContent);
    }

    [Theory]
    [InlineData(RunStatus.Running, "The first estimate is on its way…")]
    [InlineData(RunStatus.Stopped, "No estimate was recorded in this run.")]
    public void Numbers_NoEstimate_SayWhy(RunStatus status, string words)
    {
        Lab.Curves["r1"] = Two with { Step = [], TrainLoss = [], ValLoss = [], Batches = null };
        var panel = Render<RunNumbers>(p => p.Add(n => n.Run, FakeLab.Run("r1", status)));
        panel.WaitForAssertion(() => Assert.Equal(words, panel.Find("[role=status]").TextContent));
    }

    [Fact]
    public void Numbers_CannotBeRead_SayWhyAndAreReadAgain()
    {
        Lab.Refuse = new LabException(Refusal.Unavailable, "The disk is gone.");
        var panel = Render<RunNumbers>(p => p.Add(n => n.Run, FakeLab.Run("r1", RunStatus.Finished)));
        panel.WaitForAssertion(() => Assert.Contains("The disk is gone.", panel.Find("[role=alert]").TextContent));
        Lab.Refuse = null;
        panel.Find("[role=alert] button").Click();
        panel.WaitForAssertion(() => Assert.Equal("3.950", panel.FindAll("tbody tr")[0].Children[2].TextContent));
    }

    [Fact]
    public void Numbers_NewEstimateWhileOpen_StandsOnTop()
    {
        var run = FakeLab.Run("r1", RunStatus.Running) with { EvalStep = 3 };
        Lab.AllRuns.Add(run);
        var panel = Numbers(run);
        Lab.Curves["r1"] = Two with { Step = [3, 5], Batches = null };
        Lab.Become(run with { Step = 5, EvalStep = 5 });
        panel.WaitForAssertion(() => Assert.Equal(["5", "3"], panel.FindAll("tbody tr").Select(row => row.Children[0].TextContent)));
    }

    private IRenderedComponent<RunNumbers> Numbers(RunInfo run)
    {
        var panel = Render<RunNumbers>(p => p.Add(n => n.Run, run));
        panel.WaitForElement("tbody tr");
        return panel;
    }
}
