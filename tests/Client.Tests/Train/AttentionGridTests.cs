// The grid's script gets the model's shape and the probe, and asks for a head to be opened.
using AttentionLab.Client.Controls.Train;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Train;

public class AttentionGridTests : LabContext
{
    [Fact]
    public void Grid_RunMakesProgress_TellsTheScriptNothing()
    {
        var script = Script("attention-grid");
        var run = FakeLab.Run("r1", RunStatus.Running);
        var grid = Render<AttentionGrid>(p => p.Add(g => g.Run, run));
        grid.Render(p => p.Add(g => g.Run, run with { Step = 421 }));
        Assert.Empty(script.Invocations["update"]);
    }

    [Fact]
    public void Grid_ProbeChanged_HandsTheNewTokensOver()
    {
        var script = Script("attention-grid");
        var run = FakeLab.Run("r1", RunStatus.Running);
        var grid = Render<AttentionGrid>(p => p.Add(g => g.Run, run));
        grid.Render(p => p.Add(g => g.Run, run with { Probe = "ab", ProbeTokens = ["a", "b"] }));
        var data = (AttentionGrid.GridData)Assert.Single(script.Invocations["update"]).Arguments[0]!;
        Assert.Equal(["a", "b"], data.Tokens);
        Assert.Equal((4, 4, true, true, "inspect?run=r1"), (data.Layers, data.Heads, data.Masked, data.Live, data.Inspect));
    }

    [Fact]
    public async Task Grid_HeadChosen_OpensInspectAtThatHead()
    {
        Script("attention-grid");
        var grid = Render<AttentionGrid>(p => p.Add(g => g.Run, FakeLab.Run("r1", RunStatus.Running)));
        await grid.InvokeAsync(() => grid.Instance.OpenHead(2, 1));
        Assert.EndsWith("/inspect?run=r1&layer=2&head=1", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public void Grid_ModelWithoutAttention_SaysSo()
    {
        Script("attention-grid");
        var run = FakeLab.Run("r1", RunStatus.Running);
        var grid = Render<AttentionGrid>(p => p.Add(g => g.Run, run with { Model = run.Model with { Mixer = Mixer.None } }));
        Assert.Contains("has no attention", grid.Markup);
        Assert.True(grid.Find(".files").HasAttribute("hidden"));
    }

    [Fact]
    public void Grid_ProbeWithLineBreak_ShowsItAsASign()
    {
        Script("attention-grid");
        var grid = Render<AttentionGrid>(p => p.Add(g => g.Run, FakeLab.Run("r1", RunStatus.Running)));
        Assert.Equal("ROMEO:↵\nO", grid.Find(".probe").TextContent);
    }
}
