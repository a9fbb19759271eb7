// No page scrolls sideways, from the smallest phone to a wide window, with a trained run and its race on them.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public class WidthTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    /// <summary>How far the page is wider than the window, and what reaches furthest beyond its right edge.</summary>
    private const string Overflow = """
        () => {
          const over = document.documentElement.scrollWidth - innerWidth;
          if (over <= 0) return '';
          const [right, part] = [...document.querySelectorAll('body *')].map(part => [part.getBoundingClientRect().right, part]).reduce((most, each) => each[0] > most[0] ? each : most);
          return `${over} px too wide; to ${right}: ${part.outerHTML.slice(0, 120)}`;
        }
        """;

    [BrowserFact]
    public Task Pages_OnASmallPhone_NeverScrollSideways() => NeverScrollSideways(360);

    [BrowserFact]
    public Task Pages_OnAPhone_NeverScrollSideways() => NeverScrollSideways(390);

    [BrowserFact]
    public Task Pages_InAHalfWindow_NeverScrollSideways() => NeverScrollSideways(960);

    [BrowserFact]
    public Task Pages_InAWideWindow_NeverScrollSideways() => NeverScrollSideways(1440);

    private async Task NeverScrollSideways(int width)
    {
        var found = new List<string>();
        string run = (await Run()).Id;
        foreach (string path in new[] { "/?run=none", $"/?run={run}", $"/?run={run}&token=3", "/?preset=small&corpus=play", $"/inspect?run={run}", $"/generate?run={run}", "/race", "/race?race=gone", "/runs", "/runs?view=families", "/runs?view=trash", "/compare", $"/compare?runs={run}", "/learn", "/learn/watch", "/learn/try", "/learn/ladder", "/learn/averages", "/learn/row", "/learn/keyboard" })
        {
            var window = await lab.Open(path, width, ColorScheme.Dark);
            await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Expect(window.Page.Locator("main fieldset.live")).ToBeEnabledAsync();
            await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            string over = await window.Page.EvaluateAsync<string>(Overflow);
            if (over.Length > 0) found.Add($"{path} at {width} px: {over}");
            found.AddRange(window.Problems.Select(problem => $"{path} at {width} px: {problem}"));
            await window.Page.Context.CloseAsync();
        }
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    /// <summary>A tiny run with a long name and a fork, trained once for all of these.</summary>
    private async Task<RunInfo> Run()
    {
        var service = lab.Services.GetRequiredService<ILab>();
        if (service.Runs.FirstOrDefault(known => known.Parent is null) is { } trained) return trained;
        var run = await lab.Train(40, "A run whose name is longer than any bar on a phone has room for, to 40 steps");
        await lab.Finish(_ => lab.Services.GetRequiredService<IForks>().Fork(run.Id, new ForkRequest { Steps = 60 }));
        return run;
    }
}
