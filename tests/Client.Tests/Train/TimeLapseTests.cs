// The time-lapse's script is told which run it goes through and whether more steps come; the sample starts with the newest text.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class TimeLapseTests : LabContext
{
    [Fact]
    public void TimeLapse_RunMakesProgressThenEnds_TellsTheScriptOfTheEndOnly()
    {
        var script = Script("time-lapse");
        var run = FakeLab.Run("r1", RunStatus.Running);
        var lapse = Render<TimeLapse>(p => p.Add(c => c.Run, run));
        lapse.Render(p => p.Add(c => c.Run, run with { Step = 421 }));
        lapse.Render(p => p.Add(c => c.Run, run with { Step = 422, Status = RunStatus.Finished }));
        Assert.Equal(new TimeLapse.TimeLapseData("r1", false, true, "", 10), Assert.Single(script.Invocations["update"]).Arguments[0]);
    }

    [Fact]
    public void TimeLapse_EveryControl_HasAName()
    {
        Script("time-lapse");
        var lapse = Render<TimeLapse>(p => p.Add(c => c.Run, FakeLab.Run("r1", RunStatus.Running)));
        Assert.All(lapse.FindAll("button, input, select"), control => Assert.False(string.IsNullOrEmpty(control.GetAttribute("aria-label") ?? control.TextContent)));
    }

    [Fact]
    public void TimeLapse_AnotherSpeed_IsToldToTheScript()
    {
        var script = Script("time-lapse");
        var lapse = Render<TimeLapse>(p => p.Add(c => c.Run, FakeLab.Run("r1", RunStatus.Running)));
        Choose(lapse, "lapse-speed", "25 / s");
        Assert.Equal(new TimeLapse.TimeLapseData("r1", true, true, "", 25), Assert.Single(script.Invocations["update"]).Arguments[0]);
    }

    [Fact]
    public void TimeLapse_BeforeAnythingIsKept_TakesTheFocusAndSaysWhyItWaits()
    {
        Script("time-lapse");
        var lapse = Render<TimeLapse>(p => p.Add(c => c.Run, FakeLab.Run("r1", RunStatus.Running)));
        Assert.All(lapse.FindAll("[data-part=play], [data-part=range]"), control => Assert.Equal(("true", false, "Looking up the kept steps…"),
            (control.GetAttribute("aria-disabled"), control.HasAttribute("disabled"), lapse.Find($"#{control.GetAttribute("aria-describedby")}").TextContent)));
    }

    [Fact]
    public void Sample_BeforeTheScript_ShowsTheNewestTextAndItsStep()
    {
        Script("sample");
        var run = FakeLab.Run("r1", RunStatus.Running) with { Sample = new Sample(1250, "MENENIUS:\nHath") };
        var panel = Render<SamplePanel>(p => p.Add(c => c.Run, run));
        Assert.Equal(("MENENIUS:\nHath", "at step 1,250"), (panel.Find("pre").TextContent, panel.Find("[data-part=at]").TextContent));
    }

    [Theory]
    [InlineData(RunStatus.Running, "The first sample comes with the first loss estimate.")]
    [InlineData(RunStatus.Stopped, "This run wrote no sample.")]
    public void Sample_None_SaysWhy(RunStatus status, string words)
    {
        Script("sample");
        var panel = Render<SamplePanel>(p => p.Add(c => c.Run, FakeLab.Run("r1", status) with { Sample = null }));
        Assert.Equal(words, panel.Find("pre").TextContent);
    }

    [Fact]
    public void Sample_ANewOne_GoesToTheScript()
    {
        var script = Script("sample");
        var run = FakeLab.Run("r1", RunStatus.Running) with { Sample = new Sample(0, "a") };
        var panel = Render<SamplePanel>(p => p.Add(c => c.Run, run));
        panel.Render(p => p.Add(c => c.Run, run with { Step = 250, Sample = new Sample(250, "b") }));
        var told = Assert.IsType<SamplePanel.SampleData>(Assert.Single(script.Invocations["update"]).Arguments[0]);
        Assert.Equal(new Sample(250, "b"), told.Newest);
    }
}
