// A race of two rungs in a real browser: both curves, both grids, pause, step, resume, and everything for who comes late.
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class RaceTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Race_TwoRungs_ShowsBothLiveAndIsPausedSteppedAndResumed()
    {
        var window = await lab.Open("/race");
        var page = window.Page;
        await Idea(page, "One head against four").ClickAsync();
        await page.GetByLabel("Steps", new() { Exact = true }).FillAsync("60000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the race" }).ClickAsync();

        // Both racers: a row in the legend with a loss, a row in the standings, and a grid that is redrawn.
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumb" })).ToContainTextAsync("One head against four");
        var legend = page.GetByRole(AriaRole.Region, new() { Name = "Curves" }).Locator("[data-part=legend] tr");
        await Expect(legend).ToHaveCountAsync(2);
        foreach (var row in await legend.AllAsync()) await Expect(row).ToContainTextAsync(Loss());
        foreach (var (name, heads) in new[] { ("One head", 1), ("Many heads", 4) })
        {
            var card = page.GetByRole(AriaRole.Article, new() { Name = name });
            await Expect(card.Locator("canvas")).ToHaveCountAsync(heads);
            await Expect(card.Locator("[data-part=step]")).ToHaveTextAsync(Step());
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Standings" })).ToContainTextAsync(name);
        }
        var drawn = page.GetByRole(AriaRole.Article).Locator("[data-part=step]");
        string before = await Pictures(page), drawnBefore = await drawn.First.InnerTextAsync();
        Assert.Equal(5, before.Split(' ').Distinct().Count()); // every head is a picture of its own
        await Expect(StepOfRace(page)).ToHaveTextAsync(AtLeast100());
        await Expect(drawn.First).Not.ToHaveTextAsync(drawnBefore);
        Assert.NotEqual(before, await Pictures(page));

        // Pause holds both; Step trains one step of each; Resume goes on.
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        var paused = await StepsHeld(page);
        await Expect(StepOfRace(page)).ToHaveTextAsync(Shown(paused.Min()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true }).ClickAsync();
        await Expect(StepOfRace(page)).ToHaveTextAsync(Shown(paused.Max() + 1)); // one step of the foremost; whoever was behind has caught up
        await page.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true }).ClickAsync();
        int held = paused.Max() + 2;
        await Expect(StepOfRace(page)).ToHaveTextAsync(Shown(held));
        foreach (var row in await legend.AllAsync()) await Expect(row.Locator("[data-label=Step]")).ToHaveTextAsync(held.ToString("N0", CultureInfo.InvariantCulture));

        // Who comes late, by the address alone, gets it all.
        var late = await lab.Open(new Uri(page.Url).PathAndQuery);
        await Expect(StepOfRace(late.Page)).ToHaveTextAsync(Shown(held));
        await Expect(late.Page.GetByRole(AriaRole.Region, new() { Name = "Curves" }).Locator("[data-part=legend] tr").First).ToContainTextAsync(Loss());
        await Expect(late.Page.GetByRole(AriaRole.Article).Locator("[data-part=badge]").First).ToHaveTextAsync("last frame");

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(StepOfRace(late.Page)).Not.ToHaveTextAsync(Shown(held));
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.Locator(".crumbs .status-pill")).ToHaveTextAsync("Stopped");

        // With all its panels filled it fits a phone.
        var phone = await lab.Open(new Uri(page.Url).PathAndQuery, width: 390, ColorScheme.Dark);
        await Expect(phone.Page.GetByRole(AriaRole.Region, new() { Name = "Curves" }).Locator("[data-part=legend] tr").First).ToContainTextAsync(Loss());
        int overflow = await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.True(overflow <= 0, $"the race is {overflow} px too wide");
        Assert.Empty(phone.Problems);

        // Its runs are runs like all others.
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages", Exact = true }).GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Runs of One head against four" }).ClickAsync();
        foreach (string name in new[] { "One head", "Many heads" }) await Expect(page.Locator(".racer .run-link").GetByText(name, new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(window.Problems);
        Assert.Empty(late.Problems);
    }

    [BrowserFact]
    public async Task Race_OfTheTwoEngines_RunsThroughWithTimesAndTheDifferenceOfAHead()
    {
        var window = await lab.Open("/race");
        var page = window.Page;
        await Idea(page, "The two engines side by side").ClickAsync();
        await page.GetByLabel("Steps", new() { Exact = true }).FillAsync("20");
        await page.GetByLabel("Batch", new() { Exact = true }).FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the race" }).ClickAsync();
        await Expect(page.Locator(".crumbs .status-pill")).ToHaveTextAsync("Finished", new() { Timeout = 120_000 });

        var difference = page.GetByRole(AriaRole.Region, new() { Name = "Difference of attention", Exact = true });
        foreach (var (side, name) in new[] { ("a", "Small, TorchSharp 0.107"), ("b", "Small, Managed engine") })
        {
            await Expect(page.GetByRole(AriaRole.Article, new() { Name = name }).Locator("canvas")).ToHaveCountAsync(16);
            var row = page.GetByRole(AriaRole.Region, new() { Name = "Standings" }).GetByRole(AriaRole.Row).Filter(new() { HasText = name });
            await Expect(row.Locator(".ms")).ToHaveTextAsync(Milliseconds());
            await Expect(row.Locator("[data-label='Validation loss'] b")).ToHaveTextAsync(ShortLoss());
            await Expect(difference.Locator($"[data-part=side-{side}]")).ToContainTextAsync($"{name}, step 20");
        }
        string summary = await difference.Locator("[data-part=summary]").InnerTextAsync();
        Assert.InRange(double.Parse(Share().Match(summary).Groups[1].Value.Replace('−', '-'), CultureInfo.InvariantCulture), 0, 0.1); // per cent of a token's attention
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Idea_Clicked_HasStartInViewAndMovesNoWindow()
    {
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            var page = (await lab.Open("/race?new=1", width)).Page;
            await page.SetViewportSizeAsync(width, height);
            await Idea(page, "One head against four").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Racer 2", Exact = true })).ToContainTextAsync("Ingredients");
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start the race" })).ToBeInViewportAsync(new() { Ratio = 1 });
        }
    }

    private static ILocator Idea(IPage page, string name) => page.GetByRole(AriaRole.Group, new() { Name = "Ready-made races" }).GetByRole(AriaRole.Button, new() { Name = name });

    private static ILocator StepOfRace(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "This race" }).Locator("dt:has-text('Step of every racer') + dd");

    /// <summary>The step at which the server holds every racer of the page's race: they train in turns, so two may be a step apart.</summary>
    private static Task<int[]> StepsHeld(IPage page) => page.EvaluateAsync<int[]>("""
        async () => {
          const read = async path => (await fetch(path)).json();
          const race = await read('api/races/' + new URLSearchParams(location.search).get('race'));
          return Promise.all(race.runs.map(async racer => (await read('api/runs/' + racer.id)).step));
        }
        """);

    private static Regex Shown(int step) => new("^" + Regex.Escape(step.ToString("N0", CultureInfo.InvariantCulture)) + " /");

    /// <summary>The pixels of every racer's heads.</summary>
    private static Task<string> Pictures(IPage page) => page.EvaluateAsync<string>("[...document.querySelectorAll('article canvas')].map(canvas => canvas.toDataURL()).join(' ')");

    [GeneratedRegex(@"\d\.\d{4}")]
    private static partial Regex Loss();

    [GeneratedRegex(@"^\d\.\d{3}$")]
    private static partial Regex ShortLoss();

    [GeneratedRegex(@"^\d+\.\d+$")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"spends (\S+) %")]
    private static partial Regex Share();

    [GeneratedRegex(@"^[\d,]+$")]
    private static partial Regex Step();

    [GeneratedRegex(@"^(\d{3}|\d+,\d{3}) /")]
    private static partial Regex AtLeast100();
}
