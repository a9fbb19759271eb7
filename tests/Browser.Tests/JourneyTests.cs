// A first-time user's whole way, in every width and both colour schemes: from a letter of the recording to everything found again after the server was killed.
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class JourneyTests(LabInChromium chromium) : IClassFixture<LabInChromium>
{
    /// <summary>The way back is walked in the other scheme.</summary>
    [BrowserFact]
    public Task Lab_FirstTimeUserInAWideWindow_FindsEverythingAgain() => Walk(1440, ColorScheme.Light, ColorScheme.Dark);

    [BrowserFact]
    public Task Lab_FirstTimeUserInAHalfWindow_FindsEverythingAgain() => Walk(960, ColorScheme.Dark, ColorScheme.Light);

    [BrowserFact]
    public Task Lab_FirstTimeUserOnAPhone_FindsEverythingAgain() => Walk(390, ColorScheme.Light, ColorScheme.Dark);

    [BrowserFact]
    public Task Lab_FirstTimeUserOnASmallPhone_FindsEverythingAgain() => Walk(360, ColorScheme.Dark, ColorScheme.Light);

    private async Task Walk(int width, ColorScheme there, ColorScheme back)
    {
        using var lab = new LabProcess();
        await lab.Start();
        var window = await chromium.Open(lab.Url, width, there);
        var page = window.Page;

        // A letter of the recording says whom it looks at.
        var chips = page.Locator(".stage-strip .stage-chip");
        await Expect(page.GetByText("Recording:")).ToBeVisibleAsync();
        await chips.Nth(9).HoverAsync();
        await Expect(chips.Nth(9)).ToHaveClassAsync(Query());

        // Start: a head changes, and a letter of one's own run has a weight that can be read.
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(OfARun());
        await Expect(page.GetByText("Recording:")).ToHaveCountAsync(0);
        var chosen = page.Locator(".stage-chosen .stage-cells");
        await Expect(page.Locator(".stage [data-part=step]")).Not.ToHaveTextAsync("–");
        string before = await chosen.EvaluateAsync<string>("canvas => canvas.toDataURL()");
        await page.WaitForFunctionAsync("before => document.querySelector('.stage-chosen .stage-cells')?.toDataURL() !== before", before);
        await chips.Nth(12).HoverAsync();
        await Expect(page.Locator(".stage-chosen .stage-number")).ToHaveTextAsync(ThreeDecimals());
        string first = await Title(page);

        // Inspect: a prompt of one's own, and the row of one of its letters.
        await Go(page, "Inspect");
        var tokens = page.Locator(".inspect").GetByRole(AriaRole.Option);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" }).FillAsync("To be");
        await Expect(tokens).ToHaveCountAsync(5);
        await tokens.Nth(2).HoverAsync();
        await Expect(page.Locator(".row-keys li")).ToHaveCountAsync(3);

        // Generate: text, token by token.
        await Go(page, "Generate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-part=generated] > *").Nth(5)).ToBeAttachedAsync();

        // A model of three layers by hand; what trains is stopped first.
        await page.EmulateMediaAsync(new() { ColorScheme = back });
        await Go(page, "Train");
        var run = page.GetByRole(AriaRole.Region, new() { Name = "This run", Exact = true });
        await run.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(run.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New run" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Customize" }).Last.ClickAsync();
        var builder = page.GetByRole(AriaRole.Dialog, new() { Name = "Build the model" });
        await builder.GetByLabel("Layers", new() { Exact = true }).FillAsync("3");
        await builder.GetByLabel("Channels", new() { Exact = true }).FillAsync("32");
        await builder.GetByLabel("Steps", new() { Exact = true }).FillAsync("30");
        await builder.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("By hand");
        await Expect(builder.Locator(".live-numbers dt + dd").First).ToHaveTextAsync("44,161");

        // It races against the preset it was built on.
        await builder.GetByRole(AriaRole.Button, new() { Name = "Race it" }).ClickAsync();
        await Expect(page.GetByText("Built by hand: 3 layers, 32 channels.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the race" }).ClickAsync();
        await Expect(page.Locator(".crumbs .status-pill")).ToHaveTextAsync("Finished", new() { Timeout = 120_000 });
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "By hand" }).Locator("canvas")).ToHaveCountAsync(12);

        // Deleted, and had back.
        await Go(page, "Runs");
        var list = page.Locator(".run-link");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Folded() }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More of By hand", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await Expect(list.GetByText("By hand", new() { Exact = true })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "More of By hand", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(window.Problems);

        // The server is killed under a form that is being filled in: the page says so and stays; when it is back, so is everything.
        await page.GetByRole(AriaRole.Button, new() { Name = "New run" }).First.ClickAsync();
        await Expect(page.Locator("aside.new-run-drawer.mud-drawer--open")).ToBeVisibleAsync();
        await Expect(builder).Not.ToHaveAttributeAsync("inert", "");
        var name = builder.GetByRole(AriaRole.Textbox, new() { Name = "Name" });
        await name.ClickAsync();
        await name.FillAsync("");
        await name.PressSequentiallyAsync("Evening");
        await page.WaitForFunctionAsync("() => sessionStorage.getItem('new-run')?.includes('Evening')");
        await lab.Kill();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(list.GetByText("By hand", new() { Exact = true })).ToBeVisibleAsync();
        await lab.Start();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(name).ToHaveValueAsync("Evening");
        await name.PressAsync("Escape");
        await Expect(builder).ToHaveAttributeAsync("inert", "");
        await Expect(list.GetByText(first, new() { Exact = true })).ToBeVisibleAsync();
        await list.GetByText(first, new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(first);
        await chips.Nth(12).HoverAsync();
        await Expect(page.Locator(".stage-chosen .stage-number")).ToHaveTextAsync(ThreeDecimals());
        int over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.True(over <= 0, $"{over} px too wide");
    }

    private static Task<string> Title(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

    private static Task Go(IPage page, string name) => page.GetByRole(AriaRole.Navigation, new() { NameRegex = Pages() }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();

    [GeneratedRegex(@"\?run=[\w-]+")]
    private static partial Regex OfARun();

    [GeneratedRegex(@"\bis-query\b")]
    private static partial Regex Query();

    [GeneratedRegex(@"^[01]\.\d{3}$")]
    private static partial Regex ThreeDecimals();

    /// <summary>Above, or on a phone below.</summary>
    [GeneratedRegex("^Pages(, below)?$")]
    private static partial Regex Pages();

    [GeneratedRegex("^Runs of ")]
    private static partial Regex Folded();
}
