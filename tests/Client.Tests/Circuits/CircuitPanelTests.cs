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
    public void Interventions_ScriptSaysWhatIsInForce_SwitchesAndListShowIt()
    {
        var (panel, script) = Interventions(With(model => model));
        panel.InvokeAsync(() => panel.Instance.Looked(new(true, false, ["0: T", "1: h"], 0, [new("Mask lifted", false), new("Layer 1, head 2 knocked out: zero", true)])));
        Assert.Equal([true, false], panel.FindAll(".edits-tools input[type=checkbox]").Select(box => box.HasAttribute("checked")));
        Assert.Equal(["Mask lifted", "Layer 1, head 2 knocked out: zero"], panel.FindAll(".edits-line").Select(line => line.TextContent.Trim()));
        panel.Find(".edits-line button[title='Show this head']").Click();
        Assert.Equal("{ show = Layer 1, head 2 knocked out: zero }", Told(script));
        panel.Find("button[aria-label='Take back: Mask lifted']").Click();
        Assert.Equal("{ back = Mask lifted }", Told(script));
        panel.FindAll(".edits-tools input[type=checkbox]")[1].Change(true);
        Assert.Equal("{ scale = True }", Told(script));
    }

    [Fact]
    public void Interventions_ModelWithoutMask_SwitchKeepsTheFocusAndSaysWhy()
    {
        var (panel, _) = Interventions(With(model => model with { Mixer = Mixer.Attention, Mask = false, Scale = true }));
        var switches = panel.FindAll(".edits-tools input[type=checkbox]");
        Assert.Equal(["true", null], switches.Select(box => box.GetAttribute("aria-disabled")));
        Assert.False(switches[0].HasAttribute("disabled"));
        Assert.NotEmpty(panel.FindAll("[title='This model has no mask to lift']"));
    }

    [Fact]
    public void Interventions_OtherPrompt_ShowsItsTokens()
    {
        var (panel, _) = Interventions(With(model => model));
        string? Place() => panel.Find("#edits-place").GetAttribute("value");
        panel.InvokeAsync(() => panel.Instance.Looked(new(false, false, ["0: T", "1: h", "2: e"], null, [])));
        Assert.Equal("2: e", Place());
        panel.InvokeAsync(() => panel.Instance.Looked(new(false, false, ["0: K", "1: I"], null, [])));
        Assert.Equal("1: I", Place());
        panel.InvokeAsync(() => panel.Instance.Looked(new(false, false, ["0: Q", "1: U"], null, [])));
        Assert.Equal("1: U", Place());
        panel.InvokeAsync(() => panel.Instance.Looked(new(false, false, [], null, [])));
        Assert.Equal("", Place() ?? "");
    }

    [Fact]
    public void Interventions_TokenReadAsAnother_IsToldOnceItIsWritten()
    {
        var (panel, script) = Interventions(With(model => model));
        panel.InvokeAsync(() => panel.Instance.Looked(new(false, false, ["0: T", "1: h", "2: e"], null, [])));
        var replace = panel.FindAll("button").Single(button => button.TextContent.Trim() == "Replace");
        Assert.Equal(("true", "Write first what it is to be read as"), (replace.GetAttribute("aria-disabled"), replace.GetAttribute("title")));
        panel.Find("#edits-text").Input("a");
        panel.Find("#edits-text").KeyDown("Enter");
        Assert.Equal("{ position = 2, text = a }", Told(script));
        Assert.Equal("", panel.Find("#edits-text").GetAttribute("value") ?? "");
    }

    [Theory]
    [InlineData("0", "0 is not allowed; above 0 to 1,000,000 is.", "{ brush = scale, factor = 0 }")]
    [InlineData("abc", "“abc” is no number; write it like 0.0005.", "{ brush = scale, factor =  }")]
    public void Interventions_FactorThatCannotBe_StaysAndIsSaid(string typed, string says, string told)
    {
        var (panel, script) = Interventions(With(model => model));
        Assert.Empty(panel.FindAll("#edits-factor"));
        panel.FindAll(".mud-toggle-item").Single(item => item.TextContent.Trim() == "times").Click();
        Assert.Equal("{ brush = scale, factor = 4 }", Told(script));
        panel.Find("#edits-factor").Input(typed);
        Assert.Equal((typed, says), (panel.Find("#edits-factor").GetAttribute("value"), panel.Find("#edits-factor-error").TextContent.Trim()));
        Assert.Equal(told, Told(script));
    }

    [Fact]
    public void Votes_LikelyAndTypedTokens_AreAskedAbout()
    {
        var script = Script("votes");
        var panel = Render<VotePanel>();
        panel.InvokeAsync(() => panel.Instance.Looked(new("a", 7, [new(7, "e", "e, 40 %"), new(9, "␣", "space, 10 %")])));
        Assert.Equal("e", panel.Find(".votes-chips .mud-toggle-item-selected").TextContent.Trim());
        panel.Find("#votes-typed").Input("q");
        Assert.Equal("{ typed = q }", Told(script));
        panel.Find(".votes-chips [aria-label='space, 10 %']").Click();
        Assert.Equal("{ token = 9 }", Told(script));
        Assert.Equal("", panel.Find("#votes-typed").GetAttribute("value") ?? "");
    }

    [Fact]
    public void Votes_OtherRun_ForgetsWhatWasTyped()
    {
        Script("votes");
        var panel = Render<VotePanel>();
        panel.InvokeAsync(() => panel.Instance.Looked(new("a", 7, [])));
        panel.Find("#votes-typed").Input("q");
        panel.InvokeAsync(() => panel.Instance.Looked(new("a", 8, [])));
        Assert.Equal("q", panel.Find("#votes-typed").GetAttribute("value"));
        panel.InvokeAsync(() => panel.Instance.Looked(new("b", 8, [])));
        Assert.Equal("", panel.Find("#votes-typed").GetAttribute("value") ?? "");
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

    private (IRenderedComponent<InterventionPanel> Panel, BunitJSModuleInterop Script) Interventions(RunInfo run)
    {
        var script = Script("interventions");
        return (Render<InterventionPanel>(p => p.Add(one => one.Run, run)), script);
    }

    private static string? Told(BunitJSModuleInterop script) => script.Invocations["update"][^1].Arguments[0]!.ToString();
}
