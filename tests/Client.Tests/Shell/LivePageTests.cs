// Controls wait until somebody answers them: the circuit for a page's own, the script for those of its view.
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AttentionLab.Client.Tests.Shell;

public class LivePageTests : LabContext
{
    [Theory]
    [InlineData(false), InlineData(true)]
    public void Layout_PageNotYetLive_HoldsAllControls(bool live)
    {
        Renderer.SetRendererInfo(new RendererInfo(live ? "Server" : "Static", live));
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, "<button>Go</button>"));
        var hold = layout.Find("button:contains('Go')").Closest("fieldset")!;
        Assert.Equal((!live, live ? null : "true"), (hold.HasAttribute("disabled"), hold.GetAttribute("aria-disabled")));
        var bar = layout.FindAll(".lab-bar button");
        Assert.Equal(["", "New run", "Present", "Run a"], bar.Select(button => button.TextContent.Trim()).Order()); // the menu has a picture alone
        Assert.All(bar, button => Assert.Equal(!live, button.HasAttribute("disabled")));
    }

    [Theory]
    [InlineData("inspect", "prompt"), InlineData("generate", "go")]
    public void View_BeforeItsScript_HoldsAllControls(string view, string field)
    {
        Script(view);
        Lab.AllRuns.Add(FakeLab.Run("a", RunStatus.Finished));
        var page = view == "inspect" ? (IRenderedComponent<IComponent>)Render<Pages.Inspect>() : Render<Pages.Generate>();
        var controls = page.FindAll($".{view} :is(button, input, textarea)[data-part]:not([hidden])");
        Assert.Contains(controls, control => control.GetAttribute("data-part") == field);
        Assert.All(controls, control => Assert.True(control.HasAttribute("disabled"), control.OuterHtml));
        Assert.All(controls, control => Assert.True(control.HasAttribute("data-waits"), control.OuterHtml));
    }
}
