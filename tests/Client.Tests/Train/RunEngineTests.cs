// A run says what computes it; where that cannot compute here it says why, and offers a fork that can.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class RunEngineTests : LabContext
{
    private const string Reason = "TorchSharp 0.107 cannot be loaded here: its library is damaged.";

    private RunInfo? _forked;

    [Theory]
    [InlineData(EngineNames.TorchSharp, 2, "On TorchSharp 0.107, float32, 2 threads")]
    [InlineData(EngineNames.TorchSharp, 1, "On TorchSharp 0.107, float32, 1 thread")]
    [InlineData(EngineNames.Managed, null, "On Managed engine, float32")]
    public void Card_OfARun_SaysEnginePrecisionAndThreads(string engine, int? threads, string words)
    {
        var card = Card(FakeLab.Run("r1", RunStatus.Paused) with { Engine = engine, Threads = threads });
        Assert.Equal(words, card.Find(".field-hint").TextContent);
        Assert.Empty(card.FindAll(".unable"));
    }

    [Fact]
    public void Card_EngineCannotComputeHere_SaysWhyAndForksToTheManagedOne()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        var card = Card(FakeLab.Run("r1", RunStatus.Interrupted) with { Engine = EngineNames.TorchSharp, Threads = 2 });
        Assert.Contains(Reason, card.Find(".unable").TextContent);
        var resume = card.FindAll(".controls button")[0];
        Assert.Equal((Reason, "true"), (resume.GetAttribute("title"), resume.GetAttribute("aria-disabled")));
        card.Find(".unable button").Click();
        Assert.Equal(new ForkRequest { Engine = EngineNames.Managed }, Lab.ForkAsked);
        Assert.Equal("fork", _forked?.Id);
    }

    [Fact]
    public void Card_EngineThatThisBuildLacks_SaysSo() =>
        Assert.Contains("This build has no engine 'abacus'.", Card(FakeLab.Run("r1", RunStatus.Stopped) with { Engine = "abacus" }).Find(".unable").TextContent);

    [Fact]
    public void Card_FinishedOnAnEngineThatCannotCompute_LeavesTheForkToTrainingLonger()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        var card = Card(FakeLab.Run("r1", RunStatus.Finished) with { Engine = EngineNames.TorchSharp, Step = 2000 });
        Assert.Contains("training it longer goes on", card.Find(".unable").TextContent);
        Assert.Empty(card.FindAll(".unable button"));
    }

    [Fact]
    public void Card_ForkWhileAnotherTrains_SaysWhoInsteadOfAsking()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Running));
        var button = Card(FakeLab.Run("r1", RunStatus.Stopped) with { Engine = EngineNames.TorchSharp }).Find(".unable button");
        Assert.Contains("“Run r2” is training", button.GetAttribute("title"));
        button.Click();
        Assert.Null(Lab.ForkAsked);
    }

    private IRenderedComponent<RunCard> Card(RunInfo run) => Render<RunCard>(p => p.Add(c => c.Run, run).Add(c => c.Forked, fork => _forked = fork));
}
