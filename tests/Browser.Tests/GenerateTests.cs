// A text written in the browser: a token forced by a key, the branch that its address restores, and two sides that part.
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class GenerateTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Generate_TokenForced_BranchesAndTheAddressRestoresIt()
    {
        string run = await Train();
        var window = await lab.Open($"/generate?run={run}&tokens=40&seed=5");
        var page = window.Page;
        await page.GetByLabel("Prompt").FillAsync("KING:\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        await Expect(page.GetByText("40 of 40 tokens")).ToBeVisibleAsync();
        string whole = await Text(page);

        // Back to token 12, and its third candidate instead.
        await page.Locator("[data-token='12']").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "token 12" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("3");
        await Expect(page.Locator("[data-token].is-forced")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-token]")).ToHaveCountAsync(40);
        string branch = await Text(page);
        Assert.Equal(whole[..12], branch[..12]);
        Assert.NotEqual(whole[12], branch[12]);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Branches" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Branches of side A" }).GetByRole(AriaRole.Button)).ToHaveCountAsync(2);

        await Expect(page).ToHaveURLAsync(ForcedAtTwelve());
        await page.ReloadAsync();
        await Expect(page.Locator("[data-token].is-forced")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-token]")).ToHaveCountAsync(40);
        Assert.Equal(branch, await Text(page));

        // The first text is still there.
        await page.GetByRole(AriaRole.Tab, new() { Name = "Branches" }).First.ClickAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "Branches of side A" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Locator("[data-token].is-forced")).ToHaveCountAsync(0);
        Assert.Equal(whole, await Text(page));
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Generate_OneTokenAtATime_WaitsBetweenThem()
    {
        string run = await Train();
        var window = await lab.Open($"/generate?run={run}&tokens=20");
        var one = window.Page.GetByRole(AriaRole.Button, new() { Name = "One token" });
        foreach (int count in new[] { 1, 2, 3 })
        {
            await one.ClickAsync();
            await Expect(window.Page.GetByText($"{count} of 20 tokens")).ToBeVisibleAsync();
        }
        await Expect(window.Page.Locator("[data-side=a] .gen-cand-row:visible").First).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(window.Page.GetByText("20 of 20 tokens")).ToBeVisibleAsync();
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Generate_SkippedToTheEnd_ShowsTheRestAtOnce()
    {
        var page = (await lab.Open($"/generate?run={await Train()}&tokens=900")).Page; // a minute at the usual speed
        var skip = page.GetByRole(AriaRole.Button, new() { Name = "Skip to the end" });
        await Expect(skip).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        await Expect(page.GetByText(SomeOf900())).ToBeVisibleAsync();
        await skip.ClickAsync();
        await Expect(page.GetByText("900 of 900 tokens")).ToBeVisibleAsync();
        await Expect(skip).ToBeDisabledAsync();
    }

    [BrowserFact]
    public async Task Generate_TwoSides_PartWhereTheAddressSays()
    {
        string run = await Train();
        var window = await lab.Open($"/generate?run={run}&tokens=60&temperature=0&compare=1&temperatureB=2&go=1");
        var page = window.Page;
        await Expect(page.GetByText("60 of 60 tokens")).ToHaveCountAsync(2);
        await Expect(page.GetByText(PartAt())).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show it" }).ClickAsync();
        await Expect(page.Locator(".is-parting.is-current")).ToHaveCountAsync(2);
        await Expect(page).ToHaveURLAsync(LockedToken());
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Generate_CharacterThatTheModelDoesNotKnow_IsNamedWithWhatToDo()
    {
        string run = await Train();
        var window = await lab.Open($"/generate?run={run}");
        await window.Page.GetByLabel("Prompt").FillAsync("naïve 😀");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "ï 😀. Leave them out or replace them" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" })).ToBeEnabledAsync();
    }

    private static async Task<string> Text(IPage page) => string.Concat(await page.Locator("[data-side=a] [data-token]").AllTextContentsAsync());

    /// <summary>A tiny run, trained once for all of these.</summary>
    private async Task<string> Train() =>
        (lab.Services.GetRequiredService<ILab>().Runs.FirstOrDefault(run => run.Status == RunStatus.Finished) ?? await lab.Train(30)).Id;

    [GeneratedRegex(@"^\d\d? of 900 tokens")]
    private static partial Regex SomeOf900();

    [GeneratedRegex(@"path=12-\d+n28")]
    private static partial Regex ForcedAtTwelve();

    [GeneratedRegex(@"They part at token \d+: A writes .+, B writes .")]
    private static partial Regex PartAt();

    [GeneratedRegex(@"[?&]at=\d+")]
    private static partial Regex LockedToken();
}
