// Changing a run while it trains: only what was filled in is asked for, and what is refused is said at its field.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class RunAdjustTests : LabContext
{
    [Fact]
    public void Apply_LearningRateOnly_LeavesTheProbe()
    {
        var form = Adjust();
        form.Find("#adjust-rate").Change("5e-4");
        form.Find("form").Submit();
        Assert.Equal(0.0005, Lab.Changed?.LearningRate);
        Assert.Null(Lab.Changed?.Probe);
        Assert.Equal("Changed.", form.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Apply_ProbeOnly_LeavesTheLearningRate()
    {
        var form = Adjust();
        form.Find("#adjust-probe").Change("JULIET:");
        form.Find("form").Submit();
        Assert.Equal("JULIET:", Lab.Changed?.Probe);
        Assert.Null(Lab.Changed?.LearningRate);
    }

    [Fact]
    public void Apply_NothingFilledIn_AsksNothing()
    {
        var form = Adjust();
        form.Find("form").Submit();
        Assert.Empty(Lab.Calls);
        Assert.Contains("Nothing to change", form.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Apply_NoNumber_SaysSoAtTheField()
    {
        var form = Adjust();
        form.Find("#adjust-rate").Change("fast");
        form.Find("form").Submit();
        Assert.Empty(Lab.Calls);
        Assert.Contains("“fast” is no number", form.Find("#adjust-rate-error").TextContent);
    }

    [Fact]
    public void Apply_Refused_SaysSoAtTheFieldAndKeepsWhatWasTyped()
    {
        var form = Adjust();
        Lab.Refuse = LabException.Field("probe", "The probe holds ☃, which the text does not.");
        form.Find("#adjust-probe").Change("☃");
        form.Find("form").Submit();
        Assert.Contains("☃, which the text does not", form.Find("#adjust-probe-error").TextContent);
        Assert.Equal("true", form.Find("#adjust-probe").GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData(RunStatus.Running, 1)]
    [InlineData(RunStatus.Paused, 1)]
    [InlineData(RunStatus.Finished, 0)]
    public void Facts_InEachState_OfferChangesOnlyWhileItTrains(RunStatus status, int forms) =>
        Assert.Equal(forms, Render<RunFacts>(p => p.Add(f => f.Run, FakeLab.Run("r1", status))).FindComponents<RunAdjust>().Count);

    private IRenderedComponent<RunAdjust> Adjust()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        return Render<RunAdjust>(p => p.Add(a => a.Run, Lab.AllRuns[0]));
    }
}
