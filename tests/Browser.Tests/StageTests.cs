// A newcomer presses Start, sees a head change, points at a letter and locks it; the address keeps all of it.
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class StageTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    /// <summary>How many of a picture's pixels are drawn on within the square of each head.</summary>
    private const string Marked = """
        marks => {
          const copy = Object.assign(document.createElement('canvas'), { width: marks.width, height: marks.height }), context = copy.getContext('2d', { willReadFrequently: true });
          context.drawImage(marks, 0, 0);
          const box = marks.getBoundingClientRect(), ratio = marks.width / box.width;
          return [...document.querySelectorAll('.stage-head')].map(head => {
            const { left, top, width } = head.getBoundingClientRect();
            return context.getImageData((left - box.left) * ratio, (top - box.top) * ratio, width * ratio, width * ratio).data.filter((value, i) => i % 4 === 3 && value > 0).length;
          });
        }
        """;

    [BrowserFact]
    public async Task Stage_StartedPointedAtAndLocked_IsMarkedInEveryHeadAndKeptByTheAddress()
    {
        var window = await lab.Open("/");
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(OfARun());
        await Expect(page.Locator(".train-row[data-recording=false]")).ToBeVisibleAsync(); // the recording's stage has gone

        // A head changes while it trains.
        var step = page.Locator(".stage [data-part=step]");
        var chosen = page.Locator(".stage-chosen .stage-cells");
        await Expect(step).Not.ToHaveTextAsync("–");
        string before = await chosen.EvaluateAsync<string>("canvas => canvas.toDataURL()");
        await page.WaitForFunctionAsync("before => document.querySelector('.stage-chosen .stage-cells').toDataURL() !== before", before);

        // Pointed at, a token is marked in every head, and its largest weight stands there.
        var chips = page.Locator(".stage-strip .stage-chip");
        var heads = page.Locator(".stage-heads .stage-head");
        var weight = page.Locator(".stage-chosen .stage-number");
        await Expect(chips).ToHaveCountAsync(64);
        await Expect(heads).ToHaveCountAsync(16);
        Assert.All(await MarkedPixels(page), marked => Assert.Equal(0, marked));
        await chips.Nth(20).HoverAsync();
        await Expect(chips.Nth(20)).ToHaveClassAsync(Query());
        await Expect(weight).ToHaveTextAsync(ThreeDecimals());
        await Expect(page.Locator(".stage-strip .stage-weight").First).ToHaveTextAsync(ThreeDecimals());
        var marks = await MarkedPixels(page);
        Assert.Equal(16, marks.Length);
        Assert.All(marks, marked => Assert.True(marked > 40, $"{marked} pixels"));

        // Locked it stays while the pointer goes on, and is in the address; Escape releases it.
        await chips.Nth(20).ClickAsync();
        await Expect(chips.Nth(20)).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page).ToHaveURLAsync(Token());
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).Not.ToHaveURLAsync(Token());
        await Expect(chips.Nth(20)).ToHaveAttributeAsync("aria-selected", "false");

        // Another head, another token: a reload brings back run, layer, head and token.
        await heads.Nth(6).ClickAsync();
        await Expect(heads.Nth(6)).ToHaveAttributeAsync("aria-pressed", "true");
        await chips.Nth(30).ClickAsync();
        await Expect(page).ToHaveURLAsync(HeadAndToken());
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        string name = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync(), address = page.Url;
        await page.ReloadAsync();
        await Expect(chips.Nth(30)).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(heads.Nth(6)).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Layer 2, head 3" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
        await Expect(weight).ToHaveTextAsync(ThreeDecimals());
        Assert.All(await MarkedPixels(page), marked => Assert.True(marked > 40, $"{marked} pixels"));
        Assert.Equal(address, page.Url);
        Assert.DoesNotContain(window.Problems, problem => !problem.Contains("404")); // a row asked for just as the run is stopped is of a step that nothing keeps
    }

    // A node put in has the styles around it asked again, of 300 elements instead of 30 where a rule looks at children: a quarter of a frame.
    [BrowserFact]
    public async Task Stage_PointedAtOnceMore_ChangesWhatIsThereAndPutsNothingIn()
    {
        var run = await lab.Train(20, "Pointed at");
        var window = await lab.Open($"/?run={run.Id}");
        var page = window.Page;
        int[] tokens = [7, 3, 5];
        foreach (int token in tokens) await PointAt(page, token);
        await Expect(page.Locator(".stage-chosen [role=status]")).Not.ToBeEmptyAsync(); // read out once the pointer rests
        await page.EvaluateAsync("""
            () => {
              window.put = [];
              new MutationObserver(changes => window.put.push(...changes.flatMap(change => [...change.addedNodes].map(node => `${node.nodeName} in ${change.target.className}`)))).observe(document.querySelector('.stage'), { childList: true, subtree: true });
            }
            """);
        foreach (int token in tokens) await PointAt(page, token);
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.put"));
        Assert.Empty(window.Problems);
    }

    private static async Task PointAt(IPage page, int token)
    {
        var chip = page.Locator(".stage-strip .stage-chip").Nth(token);
        await chip.HoverAsync();
        await Expect(chip).ToHaveClassAsync(Query());
        await Expect(page.Locator(".stage-chosen .stage-number")).ToHaveTextAsync(ThreeDecimals());
    }

    private static Task<int[]> MarkedPixels(IPage page) => page.Locator(".stage-heads .stage-marks").EvaluateAsync<int[]>(Marked);

    [GeneratedRegex(@"\?run=[\w-]+")]
    private static partial Regex OfARun();

    [GeneratedRegex(@"\bis-query\b")]
    private static partial Regex Query();

    [GeneratedRegex(@"^[01]\.\d{3}$")]
    private static partial Regex ThreeDecimals();

    [GeneratedRegex("[?&]token=20(&|$)")]
    private static partial Regex Token();

    [GeneratedRegex("layer=1&head=2&token=30$")]
    private static partial Regex HeadAndToken();
}
