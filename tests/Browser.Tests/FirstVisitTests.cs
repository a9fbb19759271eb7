// A newcomer's first visit from Start to a hovered token, and what is still there after a reload.
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class FirstVisitTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Lab_FirstVisit_TrainsInspectsGeneratesAndKeepsEverything()
    {
        var window = await lab.Open("/");
        var page = window.Page;

        // A refused value is named at its field; nothing starts.
        await page.GetByRole(AriaRole.Button, new() { Name = "Customize" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog, new() { Name = "Build the model" });
        await form.GetByRole(AriaRole.Combobox, new() { Name = "Start from" }).ClickAsync();
        await page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Tiny" }).First.ClickAsync();
        var steps = form.GetByLabel("Steps", new() { Exact = true });
        await Expect(steps).ToHaveValueAsync("5,000"); // what is typed before would be replaced by the preset's
        await steps.FillAsync("-5");
        await Expect(form.Locator("#build-steps-error")).ToContainTextAsync("-5");
        await form.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("marked above");
        await steps.FillAsync("200000");

        // Start: the first loss arrives, then falls while the heads change.
        await form.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        var run = page.GetByRole(AriaRole.Region, new() { Name = "This run", Exact = true });
        await Expect(Stat(run, "Training loss")).ToHaveTextAsync(Loss());
        await Expect(form).ToBeHiddenAsync();
        var drawn = page.Locator(".stage [data-part=step]");
        await Expect(drawn).Not.ToHaveTextAsync("–");
        string headsBefore = await Heads(page), drawnBefore = await drawn.InnerTextAsync();
        await Expect(Stat(run, "Step")).ToHaveTextAsync(AtLeast60Steps());
        await Expect(drawn).Not.ToHaveTextAsync(drawnBefore);
        double later = await TrainingLoss(run);
        Assert.True(later < 3.5, $"training loss is {later} after 60 steps; before the first it is ln 65 = 4.17");
        Assert.NotEqual(headsBefore, await Heads(page));

        // Pause holds the step; Step trains exactly one.
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        int held = await StepNumber(run);
        await page.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true }).ClickAsync();
        await Expect(Stat(run, "Step")).ToContainTextAsync(Words(held + 1));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        // Inspect while it trains: hovering a token tells whom it attends to, with weights.
        await Pages(page).GetByRole(AriaRole.Link, new() { Name = "Inspect" }).ClickAsync();
        var tokens = page.Locator(".inspect").GetByRole(AriaRole.Option);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" }).FillAsync("To be");
        await Expect(tokens).ToHaveCountAsync(5);
        await tokens.Nth(2).HoverAsync();
        await Expect(tokens.Nth(4)).ToHaveClassAsync(Masked());
        var keys = page.Locator(".row-keys li");
        await Expect(keys).ToHaveCountAsync(3);
        string[] titles = await keys.EvaluateAllAsync<string[]>("keys => keys.map(key => key.title)"); // at once: training goes on
        Assert.Equal(1, titles.Sum(title => double.Parse(Weight().Match(title).Groups[1].Value, CultureInfo.InvariantCulture)), 1e-5);

        // Generate: the text grows token by token while training goes on.
        await Pages(page).GetByRole(AriaRole.Link, new() { Name = "Generate" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Settings", Exact = true }).ClickAsync();
        await page.GetByLabel("Tokens", new() { Exact = true }).FillAsync("40");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-part=generated] > *")).ToHaveCountAsync(40);
        await Expect(page.Locator("[data-part=probability]").First).ToContainTextAsync("0.");

        // Stop, reload: run, curve, sample and weights are all still there.
        await Pages(page).GetByRole(AriaRole.Link, new() { Name = "Train" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(run).ToContainTextAsync("Stopped");
        int stopped = await StepNumber(run);
        await page.ReloadAsync();
        await Expect(Stat(run, "Step")).ToContainTextAsync(Words(stopped));
        await Expect(drawn).ToHaveTextAsync(Words(stopped));
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Loss", Exact = true })).ToContainTextAsync(Loss());
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Sample text" }).Locator("[data-part=text]")).ToHaveAttributeAsync("data-none", "false");
        await Pages(page).GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("Stopped");

        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task About_TorchSharpIsLoaded_SaysSoWithoutAReload()
    {
        var window = await lab.Open("/");
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "About this lab" }).ClickAsync();
        var about = page.GetByRole(AriaRole.Dialog);
        await Expect(about.Locator(".engines dt").Filter(new() { HasTextRegex = LoadedEngine() })).ToHaveCountAsync(1);
        await about.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(about).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Engine" })).ToHaveValueAsync(DefaultEngine());
        Assert.Empty(window.Problems);
    }

    private static ILocator Pages(IPage page) => page.GetByRole(AriaRole.Navigation, new() { Name = "Pages", Exact = true });

    private static ILocator Stat(ILocator region, string term) => region.Locator($"dt:has-text('{term}') + dd").First;

    private static async Task<double> TrainingLoss(ILocator progress) =>
        double.Parse(await Stat(progress, "Training loss").InnerTextAsync(), CultureInfo.InvariantCulture);

    private static async Task<int> StepNumber(ILocator progress) =>
        int.Parse((await Stat(progress, "Step").InnerTextAsync()).Split('/')[0], NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Words(int step) => step.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The picture of all heads.</summary>
    private static Task<string> Heads(IPage page) => page.Locator(".stage-heads .stage-pixels").EvaluateAsync<string>("canvas => canvas.toDataURL()");

    [GeneratedRegex(@"\d\.\d{3}")]
    private static partial Regex Loss();

    [GeneratedRegex(@"^([6-9]\d|\d{3}|\d+,\d{3}) / ")]
    private static partial Regex AtLeast60Steps();

    [GeneratedRegex(@": ([\d.]+(e[-−]\d+)?)$")]
    private static partial Regex Weight();

    [GeneratedRegex(@"^TorchSharp 0\.107 \((cpu|cuda), \d+ threads?\)(, of new runs)?$")]
    private static partial Regex LoadedEngine();

    [GeneratedRegex(@"^TorchSharp 0\.107 \(default\)$")]
    private static partial Regex DefaultEngine();

    [GeneratedRegex(@"\bis-masked\b")]
    private static partial Regex Masked();
}
