// A finished run trained longer: a fork of its last checkpoint with more steps.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class TrainLongerTests : LabContext
{
    private RunInfo Finished { get; } = FakeLab.Run("r1", RunStatus.Finished) with { Step = 2000 };

    [Theory]
    [InlineData("Baseline", null, 4000, "Baseline, to 4,000 steps")]
    [InlineData("Baseline, to 2,000 steps", "1,500", 3500, "Baseline, to 3,500 steps")]
    public void Train_FinishedRun_ForksItWithMoreSteps(string name, string? more, int steps, string named)
    {
        Lab.AllRuns.Add(Finished with { Name = name });
        RunInfo? opened = null;
        var form = Render<TrainLonger>(of => of.Add(longer => longer.Run, Lab.AllRuns[0]).Add(longer => longer.Started, run => opened = run));
        if (more is not null) form.Find("input").Change(more);
        form.Find("form").Submit();
        Assert.Equal((null, steps, named), (Lab.ForkAsked!.Step, Lab.ForkAsked.Steps, Lab.ForkAsked.Name));
        Assert.Equal("fork", opened?.Id);
    }

    [Fact]
    public void Train_NoNumber_SaysWhatToWrite()
    {
        var form = Render<TrainLonger>(of => of.Add(longer => longer.Run, Finished));
        form.Find("input").Change("some");
        form.Find("form").Submit();
        Assert.Contains("“some” is no whole number", form.Find("#longer-steps-error").TextContent);
        Assert.Null(Lab.ForkAsked);
    }

    [Fact]
    public void Train_AnotherRunTrains_SaysWhyNot()
    {
        Lab.AllRuns.Add(FakeLab.Run("busy", RunStatus.Running));
        var form = Render<TrainLonger>(of => of.Add(longer => longer.Run, Finished));
        Assert.Equal("true", form.Find("button").GetAttribute("aria-disabled"));
        Assert.Contains("“Run busy” is training", form.Find(".field-hint").TextContent);
    }
}
