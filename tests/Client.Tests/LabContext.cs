// What every test of a page or control starts from: a fake lab, MudBlazor's services, scripts that must be set up to be called.
using AngleSharp.Dom;
using AttentionLab.Client.Layout;
using Bunit;
using Bunit.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace AttentionLab.Client.Tests;

public abstract class LabContext : BunitContext, IAsyncLifetime
{
    // Nothing here takes long; a busy machine does.
    static LabContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    protected LabContext()
    {
        Services.AddSingleton<ILab>(Lab);
        Services.AddSingleton<IRunFacts>(Facts);
        Services.AddSingleton<IAverages>(Averages);
        Services.AddSingleton<IExchange>(new FakeExchange());
        Services.AddSingleton<IKeptWeights>(Lab);
        Services.AddSingleton<IForks>(Lab);
        Races = new FakeRaces(Lab);
        Services.AddSingleton<IRaces>(Races);
        Services.AddSingleton<ITexts>(Texts);
        Files = new FakeRunFiles(Lab);
        Services.AddSingleton<IRunFiles>(Files);
        Services.AddPages();
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose; // MudBlazor's own calls; our modules are strict, see Script.
    }

    protected FakeLab Lab { get; } = new();

    protected FakeFacts Facts { get; } = new();

    protected FakeAverages Averages { get; } = new();

    protected FakeRaces Races { get; }

    protected FakeRunFiles Files { get; }

    protected FakeTexts Texts { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    // Some of MudBlazor's services can only be let go so.
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    /// <summary>What lies above the page, as the layout has it: menus and choices that are open, dialogs, messages.</summary>
    protected IRenderedComponent<ContainerFragment> Above => field ??= Render(builder =>
    {
        builder.OpenComponent<MudPopoverProvider>(0);
        builder.CloseComponent();
        builder.OpenComponent<MudDialogProvider>(1);
        builder.CloseComponent();
        builder.OpenComponent<MudSnackbarProvider>(2);
        builder.CloseComponent();
    });

    /// <summary>The drawer of a new run, opened.</summary>
    protected IRenderedComponent<NewRunDrawer> NewRun(NewRunStart? start = null)
    {
        var drawer = Render<NewRunDrawer>();
        Services.GetRequiredService<NewRunDoor>().Open(start);
        drawer.WaitForAssertion(() => Assert.Contains("mud-drawer--open", drawer.Find("aside").ClassName));
        drawer.InvokeAsync(() => { }).GetAwaiter().GetResult(); // whatever opened it has ended
        return drawer;
    }

    /// <summary>The drawer of a new run, opened as the model builder.</summary>
    protected IRenderedComponent<NewRunDrawer> Builder(string? preset = null) => NewRun(new(preset, Built: true));

    /// <summary>Opens the menu of that name and presses what is written in it.</summary>
    protected void Press(IRenderedComponent<IComponent> page, string menu, string item)
    {
        Open(page, menu);
        MenuItem(item).Click();
        Above.WaitForAssertion(() => Assert.Empty(Above.FindAll("[role=menu]")));
    }

    /// <summary>Opens the menu of that name.</summary>
    protected void Open(IRenderedComponent<IComponent> page, string menu)
    {
        _ = Above;
        page.InvokeAsync(() => page.Find($"button[aria-label='{menu}']").Click());
    }

    /// <summary>What is written so in the open menu.</summary>
    protected IElement MenuItem(string text) => Above.WaitForElements(".mud-menu-item").Single(item => item.TextContent.Trim() == text);

    /// <summary>Chooses in the field of that id what begins so.</summary>
    /// <param name="shown">What the field begins with then, where that is something else.</param>
    protected void Choose(IRenderedComponent<IComponent> page, string field, string option, string? shown = null)
    {
        Options(page, field).Single(item => item.TextContent.Trim().StartsWith(option, StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.StartsWith(shown ?? option, page.Find($"input#{field}").GetAttribute("value")));
    }

    /// <summary>What the field of that id offers, in the list that it opens.</summary>
    protected IReadOnlyList<IElement> Options(IRenderedComponent<IComponent> page, string field)
    {
        _ = Above;
        var input = page.Find($"input#{field}");
        if (input.GetAttribute("aria-expanded") != "true") input.Closest(".mud-input-control")!.MouseDown();
        return [.. Above.WaitForElements("[role=option]")];
    }

    /// <summary>Presses that button of the open dialog.</summary>
    protected void Answer(string button) => Above.WaitForElements(".mud-dialog button").Single(one => one.TextContent.Trim() == button).Click();

    /// <summary>Whether the panel is open that may be closed.</summary>
    protected static bool IsOpen(IRenderedComponent<IComponent> page, string panel) => page.Find($"{panel} .mud-expand-panel").ClassList.Contains("mud-panel-expanded");

    /// <summary>Lets a script module be imported and bound; the answer records its <c>update</c> and <c>dispose</c> calls.</summary>
    protected BunitJSModuleInterop Script(string name)
    {
        var module = JSInterop.SetupModule($"./_content/AttentionLab.Client/js/{name}.js");
        module.Mode = JSRuntimeMode.Strict;
        var widget = module.SetupModule(call => call.Identifier == "initialize");
        widget.Mode = JSRuntimeMode.Loose;
        return widget;
    }
}
