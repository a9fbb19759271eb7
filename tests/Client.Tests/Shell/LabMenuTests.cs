// The menu: colours are restored and handed over, keys and engines are told of in dialogs; and the button that makes everything larger.
using AttentionLab.Client.Layout;
using Bunit;

namespace AttentionLab.Client.Tests.Shell;

public class LabMenuTests : LabContext
{
    [Fact]
    public async Task Colours_RestoredAndChosen_AreShownAndHandedOver()
    {
        var theme = Script("theme");
        var menu = Render<LabMenu>();
        await menu.InvokeAsync(() => menu.Instance.Restored("dark"));
        Open(menu, "Menu");
        Assert.Equal("true", MenuItem("Dark").GetAttribute("aria-checked"));
        Assert.Equal("false", MenuItem("Light").GetAttribute("aria-checked"));
        MenuItem("Light").Click();
        Assert.Equal("light", Assert.Single(theme.Invocations["update"]).Arguments[0]);
    }

    [Fact]
    public void Keys_Opened_NamesThemAndIsClosed()
    {
        Script("theme");
        Press(Render<LabMenu>(), "Menu", "Keys");
        Assert.Contains("P", Above.WaitForElements(".mud-dialog kbd").Select(key => key.TextContent));
        Answer("Close");
        Above.WaitForAssertion(() => Assert.Empty(Above.FindAll(".mud-dialog")));
    }

    [Fact]
    public void About_EngineIsLoaded_SaysSo()
    {
        var engines = FakeLab.Engines();
        Assert.Equal("TorchSharp 0.107 (not loaded yet), of new runs", About()[0]);
        Answer("Close");
        Lab.Become(engines with { Engines = [engines.Engines[0] with { State = EngineState.Loaded, Device = "cpu", Threads = 2 }, engines.Engines[1]] });
        Assert.Equal(["TorchSharp 0.107 (cpu, 2 threads), of new runs", "Managed engine (cpu, 2 threads)"], About());
    }

    [Fact]
    public void About_EngineIsLoadedWhileItIsOpen_SaysSo()
    {
        About();
        var engines = FakeLab.Engines();
        Lab.Become(engines with { Engines = [engines.Engines[0] with { State = EngineState.Loaded, Device = "cpu", Threads = 2 }, engines.Engines[1]] });
        Above.WaitForAssertion(() => Assert.Equal("TorchSharp 0.107 (cpu, 2 threads), of new runs", Above.Find(".engines dt").TextContent));
    }

    [Fact]
    public void About_EngineCannotBeLoaded_SaysWhichComputesAndWhy()
    {
        Lab.Presets = Lab.Presets with { Engines = FakeLab.Engines("TorchSharp 0.107 cannot be loaded here.") };
        Assert.Equal("Managed engine (cpu, 2 threads), of new runs", About()[1]);
        Assert.Equal("TorchSharp 0.107 cannot be loaded here.", Above.Find(".engines dd").TextContent);
    }

    [Fact]
    public async Task Present_PressedOrByItsKey_IsShownAndHandedOver()
    {
        var present = Script("present");
        var button = Render<PresentButton>();
        button.Find("button").Click();
        Assert.Equal(true, Assert.Single(present.Invocations["update"]).Arguments[0]);
        Assert.Equal("true", button.Find("button").GetAttribute("aria-pressed"));
        await button.InvokeAsync(() => button.Instance.Presents(false));
        Assert.Equal("false", button.Find("button").GetAttribute("aria-pressed"));
    }

    private List<string> About()
    {
        Script("theme");
        Press(Render<LabMenu>(), "Menu", "About this lab");
        return [.. Above.WaitForElements(".engines dt").Select(engine => engine.TextContent)];
    }
}
