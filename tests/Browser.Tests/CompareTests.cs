// Two trained runs, ticked in the list, side by side: curves, settings, and a difference of attention that an address keeps.
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class CompareTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Compare_TwoRunsTicked_ShowsCurvesSettingsAndDifference()
    {
        await lab.Train(40, "First", 1);
        await lab.Train(40, "Second", 2);
        var window = await lab.Open("/runs");
        var page = window.Page;
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select First" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select Second" }).CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare", Exact = true }).Last.ClickAsync();

        // Curves: both runs with their newest losses, over steps and over training time.
        var curves = page.GetByRole(AriaRole.Region, new() { Name = "Curves" });
        var values = curves.Locator("[data-part=legend] tr");
        await Expect(values).ToHaveCountAsync(2);
        await Expect(values.Nth(0)).ToContainTextAsync(LastLosses());
        await Expect(values.Nth(1)).ToContainTextAsync(LastLosses());
        await curves.GetByText("Time", new() { Exact = true }).First.ClickAsync();
        await Expect(values.Nth(0)).ToContainTextAsync(Seconds());

        // Settings: only the seed tells them apart.
        var config = page.GetByRole(AriaRole.Region, new() { Name = "Configuration" });
        await Expect(config.Locator("tbody tr:not(.group)")).ToHaveCountAsync(1);
        await Expect(config).ToContainTextAsync("Seed");

        // Attention: two runs differ, and a cell under the pointer has its digits.
        var difference = page.GetByRole(AriaRole.Region, new() { Name = "Difference of attention" });
        await Expect(difference.Locator("[data-part=summary]")).ToContainTextAsync("The largest difference is");
        await difference.GetByRole(AriaRole.Application).FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(difference.Locator("[data-part=readout]")).ToContainTextAsync(Digits());

        // A minus A is zero everywhere, and the address brings all of it back.
        string first = await difference.Locator("#a-run").InputValueAsync();
        await difference.Locator("#b-run").ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = first }).ClickAsync();
        await Expect(difference.Locator("[data-part=summary]")).ToContainTextAsync("exactly 0 in every cell");
        await Expect(page).ToHaveURLAsync(BothSides());
        await page.ReloadAsync();
        await Expect(difference.Locator("[data-part=summary]")).ToContainTextAsync("exactly 0 in every cell");
        await Expect(curves.GetByRole(AriaRole.Checkbox, new() { Name = "Time" })).ToBeCheckedAsync();
        Assert.Empty(window.Problems);
    }


    [GeneratedRegex(@"40.*\d\.\d{4}.*\d\.\d{4}.*\d\.\d{4} at 40", RegexOptions.Singleline)]
    private static partial Regex LastLosses();

    [GeneratedRegex(@"\d s")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"at \d+: ([+−]\d\.\d{5,}|0)")]
    private static partial Regex Digits();

    [GeneratedRegex(@"axis=time.*a=.*,latest,0,0.*b=.*,latest,0,0")]
    private static partial Regex BothSides();
}
