// Where an engine is chosen: what is offered, what is promised, why one is not offered, and what is asked for.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class EngineFieldTests : LabContext
{
    private const string Reason = "TorchSharp 0.107 cannot be loaded here: its library is damaged.";

    [Fact]
    public void NewRun_EngineUntouched_IsTheDefaultAndNotAskedFor()
    {
        var form = NewRun();
        Assert.Equal("TorchSharp 0.107 (default)", form.Find("#engine").GetAttribute("value"));
        Assert.Equal(["TorchSharp 0.107 (default)", "Managed engine"], Options(form, "engine").Select(option => option.TextContent));
        Assert.Equal("The same steps again on as many threads.", form.Find("#engine-says").TextContent.Trim());
        form.Find("form").Submit();
        Assert.Null(Lab.Started!.Engine);
    }

    [Fact]
    public void NewRun_OtherEngineChosen_SaysItsPromiseAndAsksForIt()
    {
        var form = NewRun();
        Choose(form, "engine", "Managed engine");
        Assert.Equal("The same steps on any number of threads.", form.Find("#engine-says").TextContent.Trim());
        form.Find("form").Submit();
        Assert.Equal("managed", Lab.Started!.Engine);
    }

    [Fact]
    public void NewRun_EngineThatCannotLoad_IsShownWithTheReasonAndNotOffered()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        var form = NewRun();
        var option = Options(form, "engine")[0];
        Assert.Equal(("TorchSharp 0.107 (cannot compute here)", "true"), (option.TextContent, option.GetAttribute("aria-disabled")));
        Assert.Equal("Managed engine (default)", form.Find("#engine").GetAttribute("value"));
        Assert.Contains(Reason, form.Find("#engine-says").TextContent);
    }

    [Fact]
    public void NewRun_EngineRefused_SaysSoAtTheField()
    {
        Lab.Refuse = LabException.Field("engine", "'torchsharp' is not allowed.");
        var form = NewRun();
        form.Find("form").Submit();
        Assert.Equal("'torchsharp' is not allowed.", form.Find("#engine-error").TextContent);
        Assert.DoesNotContain("torchsharp", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Fork_EngineUntouched_IsItsParentsAndNotAskedFor()
    {
        var form = Fork();
        Assert.Equal("Managed engine (as its parent)", form.Find("#fork-engine").GetAttribute("value"));
        Assert.Equal(["TorchSharp 0.107", "Managed engine (as its parent)"], Options(form, "fork-engine").Select(option => option.TextContent));
        form.Find("form").Submit();
        Assert.Null(Lab.ForkAsked!.Engine);
    }

    [Fact]
    public void Fork_OtherEngineChosen_AsksForIt()
    {
        var form = Fork();
        Choose(form, "fork-engine", "TorchSharp 0.107");
        form.Find("form").Submit();
        Assert.Equal("torchsharp", Lab.ForkAsked!.Engine);
    }

    [Fact]
    public void Fork_ParentsEngineCannotCompute_TakesTheManagedOne()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        var form = Fork(EngineNames.TorchSharp);
        Assert.Equal("Managed engine", form.Find("#fork-engine").GetAttribute("value"));
        form.Find("form").Submit();
        Assert.Equal("managed", Lab.ForkAsked!.Engine);
    }

    [Theory]
    [InlineData(false, null), InlineData(true, "managed")]
    public void TrainLonger_OnAnEngine_GoesOnWhereItCanCompute(bool unavailable, string? engine)
    {
        if (unavailable) Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        Render<TrainLonger>(p => p.Add(l => l.Run, FakeLab.Run("r1", RunStatus.Finished) with { Engine = EngineNames.TorchSharp })).Find("form").Submit();
        Assert.Equal(engine, Lab.ForkAsked!.Engine);
    }

    private IRenderedComponent<ForkRun> Fork(string engine = EngineNames.Managed)
    {
        var form = Render<ForkRun>(p => p.Add(f => f.Run, FakeLab.Run("r1", RunStatus.Paused) with { Engine = engine }));
        form.Find(".mud-expand-panel-header").Click();
        return form;
    }
}
