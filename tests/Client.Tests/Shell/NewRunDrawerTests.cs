// The drawer of a new run: it opens from anywhere with what was asked for, keeps what is filled in, and leads to the run that it started.
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Shell;

public class NewRunDrawerTests : LabContext
{
    private NewRunDoor Door => Services.GetRequiredService<NewRunDoor>();

    [Fact]
    public void Drawer_NotAskedFor_HoldsNoForm()
    {
        var drawer = Render<NewRunDrawer>();
        Assert.Empty(drawer.FindAll("form"));
        Assert.False(IsOpen(drawer));
    }

    [Fact]
    public void Drawer_AskedFor_OpensWithTheDefaults()
    {
        var drawer = Render<NewRunDrawer>();
        Door.Open();
        drawer.WaitForAssertion(() => Assert.True(IsOpen(drawer)));
        Assert.Equal(("Small", "Tiny Shakespeare"), (Value(drawer, "preset"), Value(drawer, "corpus")));
        Assert.Equal("New run", drawer.Find($"#{drawer.Find("[role=dialog]").GetAttribute("aria-labelledby")}").TextContent);
    }

    [Fact]
    public void Drawer_AskedForWithAPreset_OpensWithIt()
    {
        var drawer = Render<NewRunDrawer>();
        Door.Open(new("tiny", "play"));
        drawer.WaitForAssertion(() => Assert.Equal(("Tiny", "The embedded play"), (Value(drawer, "preset"), Value(drawer, "corpus"))));
    }

    [Fact]
    public void Drawer_ClosedAndOpenedAgain_KeepsWhatWasFilledIn()
    {
        var drawer = Render<NewRunDrawer>();
        Door.Open(new("tiny"));
        drawer.WaitForElement("input[name=name]").Change("Evening");
        drawer.Find("button[aria-label=Close]").Click();
        Assert.False(IsOpen(drawer));
        Assert.True(drawer.Find("[role=dialog]").HasAttribute("inert"));
        Door.Open();
        drawer.WaitForAssertion(() => Assert.True(IsOpen(drawer)));
        Assert.False(drawer.Find("[role=dialog]").HasAttribute("inert"));
        Assert.Equal(("Evening", "Tiny"), (drawer.Find("input[name=name]").GetAttribute("value"), Value(drawer, "preset")));
    }

    [Fact]
    public void Drawer_AskedForWithAnotherPreset_BeginsAnew()
    {
        var drawer = Render<NewRunDrawer>();
        Door.Open(new("tiny"));
        drawer.WaitForElement("input[name=name]").Change("Evening");
        Door.Open(new("small"));
        drawer.WaitForAssertion(() => Assert.Equal("Small", Value(drawer, "preset")));
        Assert.Null(drawer.Find("input[name=name]").GetAttribute("value"));
    }

    [Fact]
    public void Drawer_Escape_ClosesIt()
    {
        var drawer = Render<NewRunDrawer>();
        Door.Open();
        drawer.WaitForElement("[role=dialog]").KeyDown("Escape");
        Assert.False(IsOpen(drawer));
    }

    [Fact]
    public void Drawer_Started_ClosesAndLeadsToTheRun()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("learn");
        var drawer = Render<NewRunDrawer>();
        Door.Open(new("tiny"));
        drawer.WaitForElement("form").Submit();
        Assert.Equal("tiny", Lab.Started?.Preset);
        Assert.EndsWith("/?run=r1", Services.GetRequiredService<NavigationManager>().Uri);
        drawer.WaitForAssertion(() => Assert.False(IsOpen(drawer)));
        Assert.Empty(drawer.FindAll("form")); // the next one begins anew
    }

    [Fact]
    public async Task Drawer_Left_IsOpenedNoMore()
    {
        var drawer = Render<NewRunDrawer>();
        await DisposeComponentsAsync();
        Door.Open();
        Assert.Equal(0, Lab.Listeners);
    }

    private static bool IsOpen(IRenderedComponent<NewRunDrawer> drawer) => drawer.Find("aside").ClassList.Contains("mud-drawer--open");

    private static string? Value(IRenderedComponent<NewRunDrawer> drawer, string field) => drawer.Find($"#{field}").GetAttribute("value");
}
