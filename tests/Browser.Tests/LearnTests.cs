// The lessons: arrow keys and links turn them, what uses arrow keys itself keeps them, and what to try opens its page set up.
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class LearnTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Lessons_ArrowKeys_TurnThemUnlessTheFocusUsesThem()
    {
        var window = await lab.Open("/learn");
        var page = window.Page;
        await Expect(page.Locator("main fieldset.live")).ToBeEnabledAsync();
        await Expect(page.Locator("[aria-current=step]")).ToHaveTextAsync("Attention");
        await Expect(page.Locator(".lesson[data-keys=on]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("One row of attention");
        var keys = page.Locator(".proof [data-part=lines] tr").First;
        await keys.ClickAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page).ToHaveURLAsync(Row());
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Before and next" }).GetByRole(AriaRole.Link, new() { Name = "Three averages" }).ClickAsync();
        await Expect(page.Locator("[aria-current=step]")).ToHaveTextAsync("Three averages");
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(Row());
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Lesson_WhatToTry_OpensTheNewRunSetUp()
    {
        var page = (await lab.Open("/learn/averages")).Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Train the average" }).ClickAsync();
        await Expect(page.Locator("aside.mud-drawer--open input#preset")).ToHaveValueAsync(Average());
    }

    [GeneratedRegex("/learn/row$")]
    private static partial Regex Row();

    [GeneratedRegex("^Average")]
    private static partial Regex Average();
}
