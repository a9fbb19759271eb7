// What nobody moved stays where it is: while a page comes up, under a dialog, and below a prompt that grows.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public class StillPageTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    /// <summary>What the browser counted as moved since the page began, and what it was; less than a hundredth of a per cent is nothing.</summary>
    private const string Shifts = """
        () => new Promise(resolve => new PerformanceObserver(list => resolve(list.getEntries().filter(each => each.value >= 0.0001 && each.sources.some(({ previousRect: a, currentRect: b }) => ['x', 'y', 'width', 'height'].some(side => a[side] !== b[side]))).map(each =>
          `${each.value.toFixed(4)}: ${each.sources.map(({ node, previousRect: a, currentRect: b }) => `${node?.outerHTML?.slice(0, 90) ?? node?.textContent} ${a.x},${a.y} ${a.width}×${a.height} to ${b.x},${b.y} ${b.width}×${b.height}`).join('; ')}`)))
          .observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => resolve([]), 200))
        """;

    [BrowserFact]
    public async Task Pages_LeftAlone_MoveNothing()
    {
        var found = new List<string>();
        string run = await Run();
        foreach (string path in new[] { $"/inspect?run={run}", $"/generate?run={run}", "/race", "/runs", "/runs?view=families", "/runs?view=trash", "/compare", $"/compare?runs={run}", "/learn", "/learn/watch", "/learn/try", "/learn/ladder", "/learn/averages", "/learn/row", "/learn/keyboard", "/no-such-page" })
        {
            var window = await lab.Open(path);
            await Expect(window.Page.Locator("main fieldset.live, main:not(:has(fieldset))").First).ToBeEnabledAsync();
            await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            found.AddRange((await window.Page.EvaluateAsync<string[]>(Shifts)).Select(shift => $"{path}: {shift}"));
            await window.Page.Context.CloseAsync();
        }
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [BrowserFact]
    public async Task Race_Training_MovesNothing()
    {
        var races = lab.Services.GetRequiredService<IRaces>();
        var race = await races.Start(new NewRace { Name = "Still", Corpus = "play", Steps = 100_000, EvalEvery = 200, EvalBatches = 2, Racers = [new() { Preset = "one-head" }, new() { Preset = "many-heads" }] });
        var found = new List<string>();
        foreach (string path in new[] { $"/race?race={race.Id}", "/runs" })
        {
            var page = (await lab.Open(path)).Page;
            await Expect(page.Locator("main fieldset.live")).ToBeEnabledAsync();
            int from = races.Find(race.Id)!.Step;
            while (races.Find(race.Id)!.Step < from + 700) await Task.Delay(100); // three estimates
            found.AddRange((await page.EvaluateAsync<string[]>(Shifts)).Select(shift => $"{path}: {shift}"));
        }
        await races.Stop(race.Id);
        await races.Delete(race.Id, withRuns: true); // the other tests look at runs of their own
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [BrowserFact]
    public async Task Dialog_Opened_MovesNothingBehindIt()
    {
        var page = (await lab.Open($"/inspect?run={await Run()}")).Page;
        const string places = "() => [...document.querySelectorAll('.lab-bar button, main, main h1, main .lab-panel')].map(part => { const { x, y, width } = part.getBoundingClientRect(); return `${x} ${y} ${width}`; }).join()";
        await Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        string before = await page.EvaluateAsync<string>(places);
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Keys" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.EvaluateAsync("document.body.classList.add('scroll-locked')"); // as where scroll bars take room, which they do not here
        Assert.Equal(before, await page.EvaluateAsync<string>(places));
    }

    [BrowserFact]
    public async Task Prompt_Growing_MovesNothingBelowIt()
    {
        var page = (await lab.Open($"/inspect?run={await Run()}&prompt=K")).Page;
        await Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");
        var below = page.Locator(".ins-panes");
        float before = (await below.BoundingBoxAsync())!.Y;
        foreach (int length in new[] { 8, 400, 4000 })
        {
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" }).FillAsync(string.Concat(Enumerable.Repeat("KING HENRY ", 400))[..length]);
            await Expect(page.Locator(".inspect .stage-chip")).ToHaveCountAsync(8);
            if (length > 8) await Expect(page.Locator(".inspect [data-part=prompt-length]")).ToHaveTextAsync($"sees the last 8 of {length:N0} tokens");
            Assert.Equal(before, (await below.BoundingBoxAsync())!.Y);
        }
    }

    private async Task<string> Run() => (lab.Services.GetRequiredService<ILab>().Runs.FirstOrDefault() ?? await lab.Train(30)).Id;
}
