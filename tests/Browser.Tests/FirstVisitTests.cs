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
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Model" }).ClickAsync();
        await page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Tiny" }).First.ClickAsync();
        await page.GetByText("More settings").ClickAsync();
        var steps = page.GetByLabel("Steps", new() { Exact = true });
        await steps.FillAsync("-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("#steps-error")).ToContainTextAsync("-5");
        await steps.FillAsync("200000");

        // Start: the first loss arrives, then falls while the heads change.
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        var progress = page.GetByRole(AriaRole.Region, new() { Name = "Progress" });
        await Expect(progress).ToContainTextAsync(Loss());
        var drawn = page.GetByRole(AriaRole.Region, new() { Name = "Attention of all heads" }).Locator("[data-part=step]").First;
        await Expect(drawn).Not.ToHaveTextAsync("–");
        string headsBefore = await Heads(page), drawnBefore = await drawn.InnerTextAsync();
        await Expect(Stat(progress, "Step")).ToHaveTextAsync(AtLeast60Steps());
        await Expect(drawn).Not.ToHaveTextAsync(drawnBefore);
        double later = await TrainingLoss(progress);
        Assert.True(later < 3.5, $"training loss is {later} after 60 steps; before the first it is ln 65 = 4.17");
        Assert.NotEqual(headsBefore, await Heads(page));

        // Pause holds the step; Step trains exactly one.
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        int held = await StepNumber(progress);
        await page.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true }).ClickAsync();
        await Expect(Stat(progress, "Step")).ToContainTextAsync((held + 1).ToString("N0", CultureInfo.InvariantCulture));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        // Inspect while it trains: hovering a token tells whom it attends to, with weights.
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Inspect" }).ClickAsync();
        var tokens = page.GetByRole(AriaRole.Group, new() { Name = "Whom does a token attend to?" }).GetByRole(AriaRole.Button);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" }).FillAsync("To be");
        await Expect(tokens).ToHaveCountAsync(5);
        await tokens.Nth(2).HoverAsync();
        await Expect(tokens.Nth(0)).ToHaveAttributeAsync("title", Weight());
        await Expect(tokens.Nth(4)).ToHaveAttributeAsync("title", MaskedFuture());
        string[] titles = await tokens.EvaluateAllAsync<string[]>("chips => chips.map(chip => chip.title)"); // at once: training goes on
        Assert.Equal(1, titles.Take(3).Sum(title => double.Parse(Weight().Match(title).Groups[1].Value, CultureInfo.InvariantCulture)), 1e-5);

        // Generate: the text grows token by token while training goes on.
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Generate" }).ClickAsync();
        await page.Locator("input[data-part=tokens]").FillAsync("40");
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-part=generated] > *")).ToHaveCountAsync(40);
        await Expect(page.Locator("[data-part=probability]").First).ToContainTextAsync("0.");

        // Stop, reload: run, curve, sample and weights are all still there.
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Train" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "This run", Exact = true })).ToContainTextAsync("Stopped");
        int stopped = await StepNumber(progress);
        await page.ReloadAsync();
        await Expect(Stat(progress, "Step")).ToContainTextAsync(stopped.ToString("N0", CultureInfo.InvariantCulture));
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Attention of all heads" })).ToContainTextAsync("step " + stopped.ToString("N0", CultureInfo.InvariantCulture));
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Loss", Exact = true })).ToContainTextAsync(Loss());
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("Stopped");

        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task FirstPage_TorchSharpIsLoaded_SaysSoWithoutAReload()
    {
        var window = await lab.Open("/");
        var engine = window.Page.GetByRole(AriaRole.Banner).Locator(".engine");
        await Expect(engine).ToHaveTextAsync(LoadedEngine());
        await Expect(window.Page.GetByLabel("Engine")).ToHaveValueAsync("torchsharp");
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Pages_OnAPhone_NeverScrollSideways()
    {
        foreach (string path in new[] { "/", "/inspect", "/generate", "/race", "/runs", "/compare", "/learn" })
        {
            var window = await lab.Open(path, width: 390, ColorScheme.Dark);
            await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            int overflow = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(overflow <= 0, $"{path} is {overflow} px too wide");
            Assert.Empty(window.Problems);
        }
    }

    private static ILocator Stat(ILocator region, string term) => region.Locator($"dt:has-text('{term}') + dd").First;

    private static async Task<double> TrainingLoss(ILocator progress) =>
        double.Parse(await Stat(progress, "Training loss").InnerTextAsync(), CultureInfo.InvariantCulture);

    private static async Task<int> StepNumber(ILocator progress) =>
        int.Parse((await Stat(progress, "Step").InnerTextAsync()).Split('/')[0], NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The pixels of all heads.</summary>
    private static Task<string> Heads(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Attention of all heads" })
        .EvaluateAsync<string>("region => [...region.querySelectorAll('canvas')].map(canvas => canvas.toDataURL()).join()");

    [GeneratedRegex(@"\d\.\d{4}")]
    private static partial Regex Loss();

    [GeneratedRegex(@"^([6-9]\d|\d{3}|\d+,\d{3}) / ")]
    private static partial Regex AtLeast60Steps();

    [GeneratedRegex(@"weight ([\d.]+(e-\d+)?)")]
    private static partial Regex Weight();

    [GeneratedRegex(@"^TorchSharp 0\.107 \((cpu|cuda), \d+ threads?\)$")]
    private static partial Regex LoadedEngine();

    [GeneratedRegex("masked: the future")]
    private static partial Regex MaskedFuture();
}
