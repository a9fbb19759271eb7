// Which buttons there are in which state, what it asks for, and what it says when it cannot be.
using AngleSharp.Dom;
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class RunControlsTests : LabContext
{
    [Theory]
    [InlineData(RunStatus.Running, "Pause Stop")]
    [InlineData(RunStatus.Paused, "Resume Step Stop")]
    [InlineData(RunStatus.Stopped, "Resume")]
    [InlineData(RunStatus.Interrupted, "Resume")]
    [InlineData(RunStatus.Finished, "")]
    [InlineData(RunStatus.Failed, "")]
    public void Buttons_InEachState_AreThoseThatMakeSense(RunStatus status, string shown)
    {
        var buttons = Controls(status).FindAll("button");
        Assert.Equal(shown, string.Join(' ', buttons.Select(button => button.TextContent.Trim())));
        Assert.All(buttons, button => Assert.Null(button.GetAttribute("aria-disabled")));
        Assert.All(buttons, button => Assert.NotEqual("", button.GetAttribute("title") ?? ""));
    }

    [Theory]
    [InlineData(RunStatus.Running, "Pause", "Pause r1")]
    [InlineData(RunStatus.Running, "Stop", "Stop r1")]
    [InlineData(RunStatus.Paused, "Resume", "Resume r1")]
    [InlineData(RunStatus.Paused, "Step", "Step 1 r1")]
    [InlineData(RunStatus.Interrupted, "Resume", "Resume r1")]
    public void Button_Pressed_AsksTheLab(RunStatus status, string button, string call)
    {
        Button(Controls(status), button).Click();
        Assert.Equal([call], Lab.Calls);
    }

    [Theory]
    [InlineData("Resume"), InlineData("Step")]
    public void Button_DisabledAndPressed_AsksNothingAndSaysWhy(string button)
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines("TorchSharp 0.107 cannot be loaded here.") };
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Paused) with { Engine = EngineNames.TorchSharp });
        var pressed = Button(Render<RunControls>(p => p.Add(c => c.Run, Lab.AllRuns[0])), button);
        pressed.Click();
        Assert.Empty(Lab.Calls);
        Assert.Equal(("true", "TorchSharp 0.107 cannot be loaded here."), (pressed.GetAttribute("aria-disabled"), pressed.GetAttribute("title")));
        Assert.False(pressed.HasAttribute("disabled"), "a disabled button must keep taking the focus, or its reason cannot be read");
    }

    [Fact]
    public void Button_StoppedAfterTheLastStep_ResumesToMeasureIt()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Stopped) with { Step = 2000 });
        var resume = Button(Render<RunControls>(p => p.Add(c => c.Run, Lab.AllRuns[0])), "Resume");
        Assert.Null(resume.GetAttribute("aria-disabled"));
        Assert.Contains("Measures the last step", resume.GetAttribute("title"));
    }

    [Fact]
    public void Button_Refused_ShowsTheReason()
    {
        Lab.Refuse = new LabException(Refusal.Conflict, "“Other” is training; pause it first.");
        var controls = Controls(RunStatus.Paused);
        Button(controls, "Resume").Click();
        Assert.Contains("“Other” is training; pause it first.", controls.Find("[role=alert]").TextContent);
        controls.Find("[role=alert] button[aria-label=Close]").Click();
        Assert.Equal("", controls.Find("[role=alert]").TextContent.Trim());
    }

    private IRenderedComponent<RunControls> Controls(RunStatus status)
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", status));
        return Render<RunControls>(p => p.Add(c => c.Run, Lab.AllRuns[0]));
    }

    private static IElement Button(IRenderedComponent<RunControls> controls, string text) =>
        controls.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
