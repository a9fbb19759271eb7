// What the circuit panels tell their scripts: which parts of the run's model can be changed, and which run is followed.
using AttentionLab.Client.Controls.Circuits;
using Bunit;

namespace AttentionLab.Client.Tests.Circuits;

public class CircuitPanelTests : LabContext
{
    private static RunInfo With(Func<GptConfig, GptConfig> change)
    {
        var run = FakeLab.Run("a", RunStatus.Finished);
        return run with { Model = change(run.Model) };
    }

    private static InterventionPanel.EditTarget Target(RunInfo run) => InterventionPanel.EditTarget.Of(run);

    [Fact]
    public void Interventions_FullModel_HasMaskAndScaling() =>
        Assert.Equal(new("a", true, true, true), Target(With(model => model with { Mixer = Mixer.Attention, Mask = true, Scale = true })));

    [Theory]
    [InlineData(Mixer.Attention, false, false, true, false, false)]
    [InlineData(Mixer.Average, true, true, true, true, false)]
    [InlineData(Mixer.Wavenet, true, true, false, false, false)]
    [InlineData(Mixer.None, true, true, false, false, false)]
    public void Interventions_WithoutAnIngredient_OfferNoneOfIt(Mixer mixer, bool mask, bool scale, bool attends, bool masks, bool scales) =>
        Assert.Equal(new("a", attends, masks, scales), Target(With(model => model with { Mixer = mixer, Mask = mask, Scale = scale })));

    [Fact]
    public void Interventions_BeforeTheScript_EveryControlWaits()
    {
        Script("interventions");
        var panel = Render<InterventionPanel>(p => p.Add(one => one.Run, FakeLab.Run("a", RunStatus.Finished)));
        Assert.All(panel.FindAll(".edits-tools :is(input, select, button)[data-part]"), control => Assert.True(control.HasAttribute("disabled")));
    }

    [Fact]
    public void EditsFlag_BeforeTheScript_IsHidden()
    {
        Script("edits-flag");
        Assert.True(Render<EditsFlag>().Find(".edits-flag").HasAttribute("hidden"));
    }

    [Fact]
    public void Knockouts_RunThatEnds_IsFollowedNoMore()
    {
        var script = Script("knockouts");
        var panel = Render<KnockoutCurves>(p => p.Add(one => one.Run, FakeLab.Run("a b", RunStatus.Running)));
        panel.Render(p => p.Add(one => one.Run, FakeLab.Run("a b", RunStatus.Running) with { Step = 900 }));
        Assert.Empty(script.Invocations["update"]);
        panel.Render(p => p.Add(one => one.Run, FakeLab.Run("a b", RunStatus.Finished)));
        Assert.Equal(new KnockoutCurves.KnockoutTarget("a b", false, "inspect?run=a%20b"), Assert.Single(script.Invocations["update"]).Arguments[0]);
    }
}
