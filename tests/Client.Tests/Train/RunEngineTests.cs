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
    public void Run_OnAnEngine_SaysEnginePrecisionAndThreads(string engine, int? threads, string words)
    {
        var run = FakeLab.Run("r1", RunStatus.Paused) with { Engine = engine, Threads = threads };
        Assert.Equal(words, Render<RunNext>(p => p.Add(c => c.Run, run)).Find("[aria-label='Go on from here'] .field-hint").TextContent);
        Assert.Empty(Message(run).FindAll(".unable"));
    }

    [Fact]
    public void Message_EngineCannotComputeHere_SaysWhyAndForksToTheManagedOne()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        var run = FakeLab.Run("r1", RunStatus.Interrupted) with { Engine = EngineNames.TorchSharp, Threads = 2 };
        var resume = Render<RunControls>(p => p.Add(c => c.Run, run)).Find(".controls button");
        Assert.Equal((Reason, "true"), (resume.GetAttribute("title"), resume.GetAttribute("aria-disabled")));
        var message = Message(run);
        Assert.Contains(Reason, message.Find(".unable").TextContent);
        message.Find(".unable button").Click();
        Assert.Equal(new ForkRequest { Engine = EngineNames.Managed }, Lab.ForkAsked);
        Assert.Equal("fork", _forked?.Id);
    }

    [Fact]
    public void Message_EngineThatThisBuildLacks_SaysSo() =>
        Assert.Contains("This build has no engine 'abacus'; it has torchsharp and managed.", Message(FakeLab.Run("r1", RunStatus.Stopped) with { Engine = "abacus" }).Find(".unable").TextContent);

    [Fact]
    public void Message_FinishedOnAnEngineThatCannotCompute_LeavesTheForkToTrainingLonger()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        var message = Message(FakeLab.Run("r1", RunStatus.Finished) with { Engine = EngineNames.TorchSharp, Step = 2000 });
        Assert.Contains("training it longer goes on", message.Find(".unable").TextContent);
        Assert.Empty(message.FindAll(".unable button"));
    }

    [Fact]
    public void Message_ForkWhileAnotherTrains_SaysWhoInsteadOfAsking()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines(Reason) };
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Running));
        var button = Message(FakeLab.Run("r1", RunStatus.Stopped) with { Engine = EngineNames.TorchSharp }).Find(".unable button");
        Assert.Contains("“Run r2” is training", button.GetAttribute("title"));
        button.Click();
        Assert.Null(Lab.ForkAsked);
    }

    private IRenderedComponent<RunMessage> Message(RunInfo run) => Render<RunMessage>(p => p.Add(c => c.Run, run).Add(c => c.Forked, fork => _forked = fork));
}
