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
        drawer.WaitForElement("input[name=name]").Input("Evening");
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
        drawer.WaitForElement("input[name=name]").Input("Evening");
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

    [Fact]
    public void Customize_Pressed_TurnsTheSameDraftIntoTheBuilderAndFocusesItsTitle()
    {
        var drawer = NewRun(new("tiny", "play"));
        drawer.Find("input[name=name]").Input("Evening");
        drawer.FindAll("button").Single(button => button.TextContent.Trim() == "Customize").Click();
        Assert.Equal("Build the model", drawer.WaitForElement(".is-built h2").TextContent);
        Assert.Equal(("Evening", "Tiny", "The embedded play"), (drawer.Find("input[name=name]").GetAttribute("value"), Value(drawer, "preset"), Value(drawer, "corpus")));
        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Fact]
    public void FewerSettings_Pressed_KeepsWhatWasBuiltAndSaysWhat()
    {
        var drawer = NewRun(new("small", Built: true));
        drawer.Find("#build-model-layers").Input("3");
        drawer.Find("#build-steps").Input("50");
        drawer.FindAll("button").Single(button => button.TextContent.Trim() == "Fewer settings").Click();
        drawer.WaitForAssertion(() => Assert.Contains("Changed: 3 layers, training.", drawer.Find(".new-run").TextContent));
        drawer.Find("form").Submit();
        Assert.Equal((3, 50), (Lab.Started?.Model?.Layers, Lab.Started?.Steps));
    }

    [Fact]
    public void FewerSettings_ANumberOfTheBuilderIsWrong_IsStillSaid()
    {
        Lab.OnOutline = (outline, request) => request.Model?.Channels is 130 ? outline with { Errors = new Dictionary<string, string> { ["model.channels"] = "130 cannot be shared out." } } : outline;
        var drawer = NewRun(new("small", Built: true));
        drawer.Find("#build-model-channels").Input("130");
        drawer.FindAll("button").Single(button => button.TextContent.Trim() == "Fewer settings").Click();
        drawer.WaitForAssertion(() => Assert.Contains("model.channels: 130 cannot be shared out.", drawer.Find(".new-run [role=alert]").TextContent));
    }

    [Fact]
    public void Draft_Changed_IsKeptInTheTab()
    {
        var drawer = NewRun(new("tiny", "play"));
        drawer.Find("input[name=name]").Input("Evening");
        drawer.WaitForAssertion(() => Assert.Contains("\"Name\":\"Evening\"", Kept()));
        drawer.FindAll("button").Single(button => button.TextContent.Trim() == "Customize").Click();
        drawer.WaitForElement("#build-model-channels").Input("96");
        drawer.Find("#build-model-layers").Input("abc");
        drawer.WaitForAssertion(() => Assert.Contains("\"Channels\":96", Kept()));
    }

    [Fact]
    public void Draft_TheCircuitIsAnother_IsRestoredAsItWasOpen()
    {
        var before = NewRun(new("tiny", "play", Built: true));
        before.Find("input[name=name]").Input("Evening");
        before.Find("#build-model-channels").Input("96");
        before.Find("#build-model-mask").Change(false);
        before.Find("#build-model-layers").Input("abc");
        JSInterop.Setup<string?>("sessionStorage.getItem", "new-run").SetResult(Kept());

        var drawer = Render<NewRunDrawer>();
        drawer.WaitForAssertion(() => Assert.True(IsOpen(drawer)));
        drawer.WaitForAssertion(() => Assert.Equal(("Evening", "96", "abc"), (drawer.Find("input[name=name]").GetAttribute("value"), drawer.Find("#build-model-channels").GetAttribute("value"), drawer.Find("#build-model-layers").GetAttribute("value"))));
        Assert.False(drawer.Find("#build-model-mask").HasAttribute("checked"));
        Assert.Contains("“abc” is no whole number", drawer.Find("#build-model-layers-error").TextContent);
        drawer.Find("#build-model-layers").Input("2");
        drawer.Find("form").Submit();
        Assert.Equal(new ModelOverrides { Channels = 96, Layers = 2, Mask = false }, Lab.Started?.Model);
    }

    [Fact]
    public void Draft_WhatTheTabKeptCannotBeRead_BeginsAnew()
    {
        JSInterop.Setup<string?>("sessionStorage.getItem", "new-run").SetResult("{\"Draft\": 7");
        Assert.Equal("Small", Value(NewRun(), "preset"));
    }

    [Fact]
    public void Draft_Started_IsKeptNoMore()
    {
        NewRun(new("tiny")).Find("form").Submit();
        JSInterop.VerifyInvoke("sessionStorage.removeItem");
        Assert.Equal("sessionStorage.removeItem", JSInterop.Invocations.Last(call => call.Identifier.StartsWith("sessionStorage", StringComparison.Ordinal)).Identifier);
    }

    /// <summary>What the tab keeps at last.</summary>
    private string Kept() => (string)JSInterop.Invocations["sessionStorage.setItem"].Last().Arguments[1]!;

    private static bool IsOpen(IRenderedComponent<NewRunDrawer> drawer) => drawer.Find("aside").ClassList.Contains("mud-drawer--open");

    private static string? Value(IRenderedComponent<NewRunDrawer> drawer, string field) => drawer.Find($"#{field}").GetAttribute("value");
}
