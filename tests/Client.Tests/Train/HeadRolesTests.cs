// The heads' panel tells its script what to draw, and says what each score means.
using AttentionLab.Client.Controls.Train;
using Bunit;

namespace AttentionLab.Client.Tests.Train;

public class HeadRolesTests : LabContext
{
    [Fact]
    public void Panel_ScoreChosen_TellsTheScriptAndSaysWhatItMeans()
    {
        var script = Script("head-roles");
        var panel = Render<HeadRoles>(p => p.Add(c => c.Run, FakeLab.Run("r1", RunStatus.Running)));
        Choose(panel, "head-score", "induction");
        Choose(panel, "head-text", "the probe text");
        Assert.Equal(new HeadRoles.RolesData("r1", true, "inspect?run=r1", "induction", "probe"), script.Invocations["update"][^1].Arguments[0]);
        Assert.Contains("what came after those earlier twins", panel.Find(".field-hint").TextContent);
    }

    [Fact]
    public void Panel_RunMakesProgress_TellsTheScriptNothing()
    {
        var script = Script("head-roles");
        var run = FakeLab.Run("r1", RunStatus.Running);
        var panel = Render<HeadRoles>(p => p.Add(c => c.Run, run));
        panel.Render(p => p.Add(c => c.Run, run with { Step = 99 }));
        Assert.Empty(script.Invocations["update"]);
    }
}
