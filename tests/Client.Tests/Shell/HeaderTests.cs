// The header says which engine computes, follows the current run, takes it along to the pages that look into it, and announces changes of state.
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Shell;

public class HeaderTests : LabContext
{
    public HeaderTests() => Script("theme");

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Header_NoRun_LinksToBarePages()
    {
        var header = Render<Header>();
        Assert.Equal(["", "inspect", "generate", "race", "runs", "compare", "learn"], header.FindAll("nav a").Select(a => a.GetAttribute("href")!));
        Assert.Empty(header.FindAll(".run"));
    }

    [Fact]
    public void Header_EngineIsLoaded_SaysSoWithoutAReload()
    {
        var header = Render<Header>();
        Assert.Equal("TorchSharp 0.107 (not loaded yet)", header.Find(".engine").TextContent);
        var engines = FakeLab.Engines();
        Lab.Become(engines with { Engines = [engines.Engines[0] with { State = EngineState.Loaded, Device = "cpu", Threads = 2 }, engines.Engines[1]] });
        header.WaitForAssertion(() => Assert.Equal("TorchSharp 0.107 (cpu, 2 threads)", header.Find(".engine").TextContent));
    }

    [Fact]
    public void Header_EngineCannotBeLoaded_SaysWhichComputesAndWhy()
    {
        var header = Render<Header>();
        Lab.Become(FakeLab.Engines("TorchSharp 0.107 cannot be loaded here."));
        header.WaitForAssertion(() => Assert.Equal("Managed engine (cpu, 2 threads)", header.Find(".engine").TextContent));
        Assert.Equal("The engine of new runs. TorchSharp 0.107 cannot be loaded here.", header.Find(".engine").GetAttribute("title"));
    }

    [Fact]
    public void Header_OneRunTrains_ShowsItAndTakesItAlong()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Finished));
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var header = Render<Header>();
        Assert.Contains("Training", header.Find(".run").TextContent);
        Assert.Equal("inspect?run=r1", header.FindAll("nav a")[1].GetAttribute("href"));
    }

    [Fact]
    public void Header_AddressNamesARun_PrefersItToTheOneThatTrains()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Finished));
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        Navigation.NavigateTo("inspect?run=r2");
        var header = Render<Header>();
        Assert.Contains("Finished", header.Find(".run").TextContent);
        Assert.Equal("page", header.FindAll("nav a")[1].GetAttribute("aria-current"));
    }

    [Fact]
    public void Header_StatusChanges_AnnouncesItOnce()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        var header = Render<Header>();
        Lab.Become(Lab.AllRuns[0] with { Step = 421 });
        Assert.Equal("", header.Find("[role=status]").TextContent);
        Lab.Become(Lab.AllRuns[0] with { Status = RunStatus.Paused });
        header.WaitForAssertion(() => Assert.Equal("Run r1: Paused at step 421.", header.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task Theme_RestoredAndChosen_IsShownAndHandedOver()
    {
        var theme = JSInterop.SetupModule("./_content/AttentionLab.Client/js/theme.js").SetupModule(call => call.Identifier == "initialize");
        theme.Mode = JSRuntimeMode.Loose;
        var header = Render<Header>();
        var choice = header.FindComponent<Controls.Shell.ThemeSwitch>();
        await choice.InvokeAsync(() => choice.Instance.Restored("dark"));
        Assert.True(header.Find("input[value=dark]").HasAttribute("checked"));
        header.Find("input[value=light]").Change("light");
        Assert.Equal("light", Assert.Single(theme.Invocations["update"]).Arguments[0]);
    }
}
