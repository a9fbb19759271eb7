// The bar on top and, on a phone, the one at the bottom: they take the run along that the pages are about, and mark the page one is on.
using AttentionLab.Client.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AttentionLab.Client.Tests.Shell;

public class TopBarTests : LabContext
{
    private static readonly string[] OfR1 = ["?run=r1", "inspect?run=r1", "generate?run=r1", "runs", "learn"];

    public TopBarTests()
    {
        Script("theme");
        Script("present");
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Bars_NoRun_LinkToBarePages()
    {
        Assert.Equal(["", "inspect", "generate", "runs", "learn"], Links(Render<TopBar>()));
        Assert.Equal(["", "inspect", "generate", "runs", "learn"], Links(Render<PhoneBar>()));
    }

    [Fact]
    public void Bars_OneRunTrains_TakeItAlong()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Finished));
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Running));
        Assert.Equal(OfR1, Links(Render<TopBar>()));
        Assert.Equal(OfR1, Links(Render<PhoneBar>()));
    }

    [Fact]
    public void Bars_AddressNamesARun_PreferItToTheOneThatTrains()
    {
        Lab.AllRuns.Add(FakeLab.Run("r1", RunStatus.Finished));
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Running));
        Navigation.NavigateTo("inspect?run=r1");
        Assert.Equal(OfR1, Links(Render<TopBar>()));
        Assert.Equal(OfR1, Links(Render<PhoneBar>()));
    }

    [Fact]
    public void Bars_ARunBeginsOrGoes_FollowIt()
    {
        Lab.AllRuns.Add(FakeLab.Run("r2", RunStatus.Finished));
        var top = Render<TopBar>();
        var phone = Render<PhoneBar>();
        Lab.Become(FakeLab.Run("r1", RunStatus.Running));
        top.WaitForAssertion(() => Assert.Equal(OfR1, Links(top)));
        phone.WaitForAssertion(() => Assert.Equal(OfR1, Links(phone)));
        Lab.Delete("r1");
        top.WaitForAssertion(() => Assert.Contains("inspect?run=r2", Links(top)));
        phone.WaitForAssertion(() => Assert.Contains("inspect?run=r2", Links(phone)));
    }

    [Fact]
    public void Bars_AnotherPageIsOpened_MarkIt()
    {
        var top = Render<TopBar>();
        var phone = Render<PhoneBar>();
        Navigation.NavigateTo("generate");
        top.WaitForAssertion(() => Assert.Equal(["Generate page"], Marked(top)));
        phone.WaitForAssertion(() => Assert.Equal(["Generate page"], Marked(phone)));
        Navigation.NavigateTo("race?race=x");
        top.WaitForAssertion(() => Assert.Equal(["Runs true"], Marked(top)));
        phone.WaitForAssertion(() => Assert.Equal(["Runs true"], Marked(phone)));
    }

    [Fact]
    public void NewRun_Pressed_OpensTheDrawerWithTheDefaults()
    {
        NewRunStart? asked = null;
        Services.GetRequiredService<NewRunDoor>().Opened += start => asked = start;
        Render<TopBar>().Find("button.new-run-door").Click();
        Assert.Equal(new NewRunStart(), asked);
    }

    [Fact]
    public void NewRun_DrawerClosedAgain_HasTheFocusBack()
    {
        Render<TopBar>();
        Services.GetRequiredService<NewRunDoor>().Close();
        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Fact]
    public async Task Bars_Left_ListenNoMore()
    {
        Render<TopBar>();
        Render<PhoneBar>();
        Assert.NotEqual(0, Lab.Listeners);
        await DisposeComponentsAsync();
        Assert.Equal(0, Lab.Listeners);
    }

    private static IEnumerable<string> Links(IRenderedComponent<IComponent> bar) => bar.FindAll("nav a").Select(link => link.GetAttribute("href")!);

    private static IEnumerable<string> Marked(IRenderedComponent<IComponent> bar) => bar.FindAll("nav a[aria-current]").Select(link => $"{link.TextContent} {link.GetAttribute("aria-current")}");
}
