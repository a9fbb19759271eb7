// The stage's script gets the model's shape, the probe and what is chosen; it says what is chosen there, and asks for a head to be opened.
using AttentionLab.Client.Controls.Train;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Train;

public class HeadStageTests : LabContext
{
    private (int Layer, int Head, int? Token)? _chosen;

    [Fact]
    public void Stage_RunMakesProgress_TellsTheScriptNothing()
    {
        var script = Script("stage");
        var run = FakeLab.Run("r1", RunStatus.Running);
        var stage = Stage(run);
        stage.Render(p => p.Add(s => s.Run, run with { Step = 421, ProbeTokens = [.. run.ProbeTokens] }));
        Assert.Empty(script.Invocations["update"]);
    }

    [Fact]
    public void Stage_ProbeChanged_HandsTheNewTokensOver()
    {
        var script = Script("stage");
        var run = FakeLab.Run("r1", RunStatus.Running);
        Stage(run).Render(p => p.Add(s => s.Run, run with { Probe = "ab", ProbeTokens = ["a", "b"] }));
        var data = (HeadStage.StageData)Assert.Single(script.Invocations["update"]).Arguments[0]!;
        Assert.Equal(["a", "b"], data.Tokens);
        Assert.Equal((4, 4, true, true, "inspect?run=r1"), (data.Layers, data.Heads, data.Masked, data.Live, data.Inspect));
    }

    [Fact]
    public void Stage_AddressChoosesAHead_TellsTheScript()
    {
        var script = Script("stage");
        Stage(FakeLab.Run("r1", RunStatus.Running)).Render(p => p.Add(s => s.Selection, (3, 2, 5)));
        var data = (HeadStage.StageData)Assert.Single(script.Invocations["update"]).Arguments[0]!;
        Assert.Equal((3, 2, 5), (data.Layer, data.Head, data.Token));
    }

    [Fact]
    public async Task Stage_ScriptChoosesAHead_SaysSoAndIsNotToldAgain()
    {
        var script = Script("stage");
        var stage = Stage(FakeLab.Run("r1", RunStatus.Running));
        await stage.InvokeAsync(() => stage.Instance.Select(3, 2, null));
        Assert.Equal((3, 2, null), _chosen);
        stage.Render(p => p.Add(s => s.Selection, (3, 2, null)));
        Assert.Empty(script.Invocations["update"]);
    }

    [Fact]
    public void Relative_PressedTwice_IsToldToTheScriptAndSaid()
    {
        var script = Script("stage");
        var stage = Stage(FakeLab.Run("r1", RunStatus.Running));
        foreach (bool relative in new[] { true, false })
        {
            stage.Find(".stage-relative").Click();
            Assert.Equal(relative, ((HeadStage.StageData)script.Invocations["update"][^1].Arguments[0]!).Relative);
            Assert.Equal(relative ? "true" : "false", stage.Find(".stage-relative").GetAttribute("aria-pressed"));
        }
    }

    [Fact]
    public async Task Stage_HeadOpened_OpensInspectAtThatHead()
    {
        Script("stage");
        var stage = Stage(FakeLab.Run("r1", RunStatus.Running));
        await stage.InvokeAsync(() => stage.Instance.OpenHead(2, 1));
        Assert.EndsWith("/inspect?run=r1&layer=2&head=1", Services.GetRequiredService<NavigationManager>().Uri);
    }

    private IRenderedComponent<HeadStage> Stage(RunInfo run) => Render<HeadStage>(p => p.Add(s => s.Run, run).Add(s => s.Selection, (2, 0, null)).Add(s => s.SelectionChanged, chosen => _chosen = chosen));
}
