// What every test of a page or control starts from: a fake lab, Radzen's services, scripts that must be set up to be called.
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace AttentionLab.Client.Tests;

public abstract class LabContext : BunitContext
{
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
        Services.AddRadzenComponents();
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose; // Radzen's own calls; our modules are strict, see Script.
    }

    protected FakeLab Lab { get; } = new();

    protected FakeFacts Facts { get; } = new();

    protected FakeAverages Averages { get; } = new();

    protected FakeRaces Races { get; }

    protected FakeRunFiles Files { get; }

    protected FakeTexts Texts { get; } = new();

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
