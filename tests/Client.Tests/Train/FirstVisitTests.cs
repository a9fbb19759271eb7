// Before anything was trained: a model and a text are chosen already, one press starts, and every other setting is behind Customize.
using AttentionLab.Client.Controls.Train;
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Train;

public class FirstVisitTests : LabContext
{
    private RunInfo? _started;

    [Fact]
    public void Start_Untouched_TrainsTheDefaultPresetOnTheDefaultText()
    {
        Visit().Find("form").Submit();
        Assert.Equal(new NewRun { Preset = "small", Corpus = "tiny-shakespeare" }, Lab.Started);
        Assert.Equal("r1", _started?.Id);
    }

    [Fact]
    public void Start_OthersChosen_TrainsThose()
    {
        var visit = Visit();
        Choose(visit, "preset", "Tiny");
        Choose(visit, "corpus", "The embedded play");
        visit.Find("form").Submit();
        Assert.Equal(new NewRun { Preset = "tiny", Corpus = "play" }, Lab.Started);
    }

    [Fact]
    public void Customize_OthersChosen_OpensTheBuilderWithThem()
    {
        NewRunStart? asked = null;
        Services.GetRequiredService<NewRunDoor>().Opened += start => asked = start;
        var visit = Visit();
        Choose(visit, "preset", "Tiny");
        visit.FindAll("button").Single(button => button.TextContent.Trim() == "Customize").Click();
        Assert.Equal(new NewRunStart("tiny", "tiny-shakespeare", Built: true), asked);
        Assert.Null(Lab.Started);
    }

    [Fact]
    public void Start_AnotherRunTrains_IsDisabledAndSaysWhich()
    {
        Lab.AllRuns.Add(FakeLab.Run("r7", RunStatus.Running) with { Name = "Long one" });
        var visit = Visit();
        var start = visit.Find("button[type=submit]");
        Assert.Equal("true", start.GetAttribute("aria-disabled"));
        Assert.Contains("“Long one” is training", start.GetAttribute("title"));
        visit.Find("form").Submit();
        Assert.Null(Lab.Started);
    }

    [Fact]
    public void Start_Refused_SaysWhyAndCanBeTriedAgain()
    {
        var visit = Visit();
        Lab.Refuse = new LabException(Refusal.Unavailable, "The text cannot be fetched.");
        visit.Find("form").Submit();
        Assert.Contains("The text cannot be fetched.", visit.Find("[role=alert]").TextContent);
        Lab.Refuse = null;
        visit.Find("form").Submit();
        Assert.Equal("r1", _started?.Id);
        Assert.Equal("", visit.Find("[role=alert]").TextContent.Trim());
    }

    [Fact]
    public void Start_RefusedForTheText_SaysSoAtTheText()
    {
        var visit = Visit();
        Lab.Refuse = LabException.Field("corpus", "The text has 3 characters; at least 100 are needed.");
        visit.Find("form").Submit();
        Assert.Equal("The text has 3 characters; at least 100 are needed.", visit.Find("#corpus-error").TextContent.Trim());
        Assert.DoesNotContain("3 characters", visit.Find("[role=alert]").TextContent);
    }

    private IRenderedComponent<FirstVisit> Visit() => Render<FirstVisit>(p => p.Add(visit => visit.Started, run => _started = run));
}
