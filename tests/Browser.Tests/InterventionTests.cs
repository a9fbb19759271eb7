// A head is knocked out and cells are forbidden with the brush, by mouse and by keyboard: it is in force on the whole page, in the address, and gone again at a click.
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class InterventionTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Inspect_HeadAndCellsChanged_AreInForceEverywhereAndInTheAddress()
    {
        string run = await Train();
        var window = await lab.Open($"/inspect?run={run}&prompt=The%20King&layer=1&head=2&tab=interventions");
        var page = window.Page;
        await Answered(page);
        var panel = page.Locator(".edits");
        await panel.ScrollIntoViewIfNeededAsync(); // it asks while it is in view
        await Expect(panel.Locator("[data-part=said]")).ToContainTextAsync("Nothing is changed");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Knock out: zero" }).ClickAsync();
        await Expect(panel.Locator("[data-part=count]")).ToHaveTextAsync("1 in force");
        await Expect(page).ToHaveURLAsync(HeadInAddress());

        // The brush: a stroke over three cells, then one more by keyboard; neither locks a token.
        await panel.GetByText("forbid", new() { Exact = true }).ClickAsync();
        var plane = page.Locator(".ins-matrix-panel .ins-plane");
        await plane.ScrollIntoViewIfNeededAsync();
        var box = (await plane.BoundingBoxAsync())!;
        float cell = box.Width / 8;
        await page.Mouse.MoveAsync(box.X + (0.5f * cell), box.Y + (6.5f * cell));
        await page.Mouse.DownAsync();
        for (int key = 1; key < 3; key++) await page.Mouse.MoveAsync(box.X + ((key + 0.5f) * cell), box.Y + (6.5f * cell), new() { Steps = 3 });
        await page.Mouse.UpAsync();
        await Expect(panel.Locator("[data-part=count]")).ToHaveTextAsync("4 in force");
        await page.Locator(".ins-matrix-panel").GetByRole(AriaRole.Application).FocusAsync();
        foreach (string key in new[] { "ArrowDown", "Home", "Enter" }) await page.Keyboard.PressAsync(key);
        await Expect(panel.Locator("[data-part=count]")).ToHaveTextAsync("5 in force");
        Assert.DoesNotContain("token=", page.Url, StringComparison.Ordinal);

        // The other panels speak of the changed model, and their sum is its logit.
        await page.GetByRole(AriaRole.Tab, new() { Name = "Votes" }).ClickAsync();
        var votes = page.GetByRole(AriaRole.Region, new() { Name = "Which token voted?" });
        await Expect(votes.Locator("[data-layer='1'][data-head='2']")).ToHaveTextAsync("0");
        await Expect(votes.Locator("[data-part=sum]")).ToContainTextAsync("The parts sum to");

        // The address brings it back, and a click takes it away.
        await page.ReloadAsync();
        await Answered(page);
        var flag = page.Locator(".edits-flag");
        await Expect(flag).ToContainTextAsync("5 interventions in force");
        await flag.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(panel.Locator("[data-part=said]")).ToContainTextAsync("nats a token before and");
        await flag.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(flag).ToBeHiddenAsync();
        await Expect(panel.Locator("[data-part=count]")).ToHaveTextAsync("none in force");
        await Expect(page).Not.ToHaveURLAsync(AnyEdit());
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Inspect_PanelsWhoseScriptsComeAfterTheAnswer_ShowItWithoutAFault()
    {
        string run = await Train();
        var window = await lab.Open("/learn/row"); // a page without them
        var page = window.Page;
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(PanelScript(), async route =>
        {
            await answered.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/inspect?run={run}&prompt=The%20King&layer=1&head=2").ToString());
        await Answered(page);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Interventions" }).ClickAsync();
        answered.SetResult();
        var panel = page.Locator(".edits");
        await Expect(panel.Locator("[data-part=head-name]")).ToHaveTextAsync("Layer 2, head 3");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Votes" }).ClickAsync();
        await Expect(page.Locator(".votes [data-part=sum]")).ToContainTextAsync("The parts sum to");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Lens" }).ClickAsync();
        await Expect(page.Locator(".lens [data-part=said]")).ToContainTextAsync("the model ends with");
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Inspect_WhatCannotBeDone_IsSaidWhereItWasTried()
    {
        string run = await Train();
        var window = await lab.Open($"/inspect?run={run}&prompt=The%20King&layer=1&head=2&tab=interventions");
        var page = window.Page;
        await Answered(page);
        var panel = page.Locator(".edits");
        await panel.ScrollIntoViewIfNeededAsync();
        await Expect(panel.Locator("[data-part=said]")).ToContainTextAsync("Nothing is changed");
        await panel.GetByLabel("read as").FillAsync("€");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await Expect(panel.Locator("[data-part=notice]")).ToContainTextAsync("this run's corpus does not: €");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(panel.Locator("[data-part=notice]")).ToBeHiddenAsync();
        await Expect(panel.Locator("[data-part=said]")).ToContainTextAsync("Nothing is changed");

        // A row has to look somewhere: its last cell cannot be forbidden, which is said where the matrix is, too.
        await panel.GetByText("forbid", new() { Exact = true }).ClickAsync();
        await page.Locator(".ins-matrix-panel").GetByRole(AriaRole.Application).FocusAsync();
        foreach (string key in Enumerable.Repeat("ArrowUp", 8).Concat(["Home", "Enter"])) await page.Keyboard.PressAsync(key);
        await Expect(page.Locator(".edits-flag")).ToContainTextAsync("the last cell that token");
        await Expect(panel.Locator("[data-part=count]")).ToHaveTextAsync("none in force");
    }

    [BrowserFact]
    public async Task Inspect_AddressThatPointsOutsideTheModel_SaysWhatAndCanBeCleared()
    {
        string run = await Train();
        var window = await lab.Open($"/inspect?run={run}&prompt=The%20King&edits=h9.0z");
        var page = window.Page;
        await Expect(page.Locator(".ins-prompt [data-part=notice]")).ToContainTextAsync("There is no layer 9; the model has layers 0 to 2, counted from 0.");
        await page.Locator(".edits-flag").GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(page.Locator(".ins-prompt [data-part=notice]")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Interventions" }).ClickAsync();
        await Expect(page.Locator(".edits [data-part=said]")).ToContainTextAsync("Nothing is changed");
    }

    [BrowserFact]
    public async Task Inspect_MatrixUnderAnIntervention_IsSavedAsItIsShown()
    {
        string run = await Train();
        var window = await lab.Open($"/inspect?run={run}&prompt=The%20King&layer=1&head=2&edits=c1.2.3.0f");
        var page = window.Page;
        await Answered(page);
        var file = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "CSV, every digit" }).ClickAsync();
        });
        Assert.EndsWith("-step-20-layer-2-head-3-attention.csv", file.SuggestedFilename);
        string row = (await File.ReadAllLinesAsync(await file.PathAsync())).Single(line => line.StartsWith("\" \",", StringComparison.Ordinal));
        Assert.StartsWith("\" \",0,0.", row); // the space does not see the T any more
    }

    /// <summary>Waits until the page's own script has drawn an answer, and nothing is replaced any more.</summary>
    private static Task Answered(IPage page) => Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");

    /// <summary>Trains a tiny run to its end.</summary>
    private async Task<string> Train() => (await lab.Train(20)).Id;

    [GeneratedRegex(@"edits=h1\.2z")]
    private static partial Regex HeadInAddress();

    [GeneratedRegex(@"/js/(votes|lens|interventions)\.")]
    private static partial Regex PanelScript();

    [GeneratedRegex("edits=")]
    private static partial Regex AnyEdit();
}
