// The bar of a run: its name and state, where it stands and since when, and where one goes from here.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class RunBarTests : LabContext
{
    [Fact]
    public void Bar_RunTrains_SaysWhereItStands()
    {
        var bar = Bar(FakeLab.Run("r1", RunStatus.Running) with { EvalStep = 400 });
        Assert.Equal("Run r1", bar.Find("h1").TextContent);
        Assert.Equal("Training", bar.Find(".status-pill").TextContent);
        Assert.Equal([("Step", "420 / 2,000"), ("Training loss", "2.346"), ("Validation loss", "2.457 at 400"), ("Time left", "1 min 23 s")], Stand(bar));
        Assert.Equal(("420", "2000"), (bar.Find("[role=progressbar]").GetAttribute("aria-valuenow"), bar.Find("[role=progressbar]").GetAttribute("aria-valuemax")));
    }

    [Fact]
    public void Bar_LossPointedAt_SaysFourDecimalsAndTheUnit()
    {
        var bar = Bar(FakeLab.Run("r1", RunStatus.Running));
        Assert.Equal("Loss of the last step's batch, in nats per character; the curve shows every digit", bar.FindAll("dd")[1].GetAttribute("title"));
        Assert.Equal("2.4568: last estimate on text the model never trains on, over 20 batches, in nats per character", bar.FindAll("dd")[2].GetAttribute("title"));
    }

    [Fact]
    public void Bar_EarlyEstimate_IsMarkedAndSaysOnHowLittle()
    {
        var bar = Bar(FakeLab.Run("r1", RunStatus.Running) with { EvalStep = 25, EarlyBatches = 3 });
        Assert.Contains(("Validation loss", "2.457 at 25, early"), Stand(bar));
        Assert.Contains("an early one over 3 batches instead of 20", bar.FindAll("dd")[2].GetAttribute("title"));
    }

    [Fact]
    public void Bar_NothingMeasuredYet_SaysNoNumber()
    {
        var bar = Bar(FakeLab.Run("r1", RunStatus.Running) with { Step = 0, TrainLoss = null, ValLoss = null, EvalStep = null, EtaSeconds = null });
        Assert.Equal([("Step", "0 / 2,000"), ("Training loss", "–"), ("Validation loss", "–"), ("Time left", "–")], Stand(bar));
    }

    [Fact]
    public void Bar_OfATask_ShowsRightAnswers()
    {
        var stand = Stand(Bar(FakeLab.Run("r1", RunStatus.Running) with { Task = new(8, 10), Accuracy = 0.984375 }));
        Assert.Contains(("Right answers", "98.4 %"), stand);
        Assert.DoesNotContain(stand, one => one.Name.StartsWith("Bits"));
    }

    [Fact]
    public void Bar_OfBytePairs_ShowsBitsPerCharacter() => // 3 / ln 2 / 2
        Assert.Contains(("Bits / character", "2.164"), Stand(Bar(FakeLab.Run("r1", RunStatus.Running) with { ValLoss = 3.0, Tokens = new("bytePairs", 512, 0.5) })));

    [Theory]
    [InlineData(RunStatus.Running, "")]
    [InlineData(RunStatus.Paused, "")]
    [InlineData(RunStatus.Stopped, "inspect?run=r1 generate?run=r1")]
    [InlineData(RunStatus.Finished, "inspect?run=r1 generate?run=r1")]
    public void Bar_InEachState_LeadsOnOnceItDoesNotTrain(RunStatus status, string links) =>
        Assert.Equal(links, string.Join(' ', Bar(FakeLab.Run("r1", status)).FindAll(".run-next a").Select(link => link.GetAttribute("href"))));

    [Fact]
    public void Bar_ModelTrainedElsewhere_HasNoControlsAndNoStepsToGo()
    {
        var bar = Bar(FakeLab.Run("r1", RunStatus.Finished) with { Preset = RunInfo.Elsewhere, Corpus = RunInfo.Elsewhere, Step = 0, Steps = 0 });
        Assert.Equal("Imported", bar.Find(".status-pill").TextContent);
        Assert.Empty(bar.FindAll(".controls"));
        Assert.Equal(("Step", "–"), Stand(bar)[0]);
    }

    private IRenderedComponent<RunBar> Bar(RunInfo run) => Render<RunBar>(p => p.Add(bar => bar.Run, run));

    private static List<(string Name, string Value)> Stand(IRenderedComponent<RunBar> bar) =>
        [.. bar.FindAll(".run-stand > div").Select(one => (one.QuerySelector("dt")!.TextContent, one.QuerySelector("dd")!.TextContent))];
}
