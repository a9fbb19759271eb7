// Every page, light and dark, looked at by axe-core: nothing serious, such as text too faint to read or a control without a name; nothing that the browser complains of; and no panel's content runs over its edge.
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AttentionLab.Browser.Tests;

public class AccessibilityTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    /// <summary>Violations of these weights count; each with the first places where it was found.</summary>
    private const string Look = """
        async () => (await axe.run({ resultTypes: ['violations'] })).violations
          .filter(violation => ['serious', 'critical'].includes(violation.impact))
          .map(violation => `${violation.id}: ${violation.nodes.slice(0, 4).map(node => `${node.html.slice(0, 160)} (${node.any[0]?.message ?? node.all[0]?.message ?? violation.help})`).join(' | ')}`)
        """;

    /// <summary>Panels with content that runs over their edge.</summary>
    private const string TooWide = """
        () => [...document.querySelectorAll('.panel, .lab-panel')].filter(panel => panel.scrollWidth > panel.clientWidth + 1)
          .map(panel => `too-wide: ${panel.scrollWidth} px in ${panel.clientWidth}: ${panel.outerHTML.slice(0, 160)}`)
        """;

    private const string NoPage = "/no-such-page";

    [BrowserFact]
    public Task Pages_Light_HaveNothingSerious() => HaveNothingSerious(ColorScheme.Light);

    [BrowserFact]
    public Task Pages_Dark_HaveNothingSerious() => HaveNothingSerious(ColorScheme.Dark);

    private async Task HaveNothingSerious(ColorScheme scheme)
    {
        string[] pages = await Pages();
        string axe = await File.ReadAllTextAsync(Axe);
        var found = new List<string>();
        foreach (string path in pages)
        {
            var window = await lab.Open(path, scheme: scheme);
            var page = window.Page;
            await page.Locator("main fieldset:not([disabled]), main:not(:has(fieldset))").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(part => { part.open = true; })");
            await page.EvaluateAsync(axe); // not as a script of the page: the content security policy lets none in
            var violations = await page.EvaluateAsync<JsonElement>(Look);
            found.AddRange(violations.EnumerateArray().Select(violation => $"{scheme} {path}: {violation.GetString()}"));
            var wide = await page.EvaluateAsync<string[]>(TooWide);
            found.AddRange(window.Problems.Where(problem => path != NoPage || !problem.Contains("404")).Select(problem => $"{scheme} {path}: {problem}"));
            found.AddRange(wide.Select(panel => $"{scheme} {path}: {panel}"));
            await page.Context.CloseAsync();
        }
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    /// <summary>Addresses of all pages, with a finished run, its fork, a race and a deleted run to show.</summary>
    private async Task<string[]> Pages()
    {
        var (runs, races) = (lab.Services.GetRequiredService<ILab>(), lab.Services.GetRequiredService<IRaces>());
        var run = runs.Runs.FirstOrDefault(known => known.Name == "Looked at") ?? await Make(runs, races);
        string fork = runs.Runs.First(known => known.Parent is not null).Id;
        return
        [
            $"/?run={run.Id}", "/?preset=small&corpus=play", "/?preset=small&corpus=task-add", $"/inspect?run={run.Id}", $"/generate?run={run.Id}", "/race", $"/race?race={races.Races[0].Id}",
            $"/compare?runs={run.Id},{fork}", "/runs", "/runs?view=families", "/runs?search=foo%3D1", "/learn", "/learn/ladder", "/learn/averages", "/learn/row", "/learn/keyboard", NoPage,
        ];
    }

    private async Task<RunInfo> Make(ILab runs, IRaces races)
    {
        var deleted = await lab.Finish(_ => runs.Start(new NewRun { Preset = "bigram", Corpus = "play", Steps = 2, Training = new() { EvalBatches = 1 } }));
        await runs.Delete(deleted.Id);
        var race = new NewRace { Corpus = "play", Steps = 20, Batch = 4, EvalEvery = 10, EvalBatches = 1, Racers = [new() { Preset = "bigram" }, new() { Preset = "many-heads" }] };
        await lab.Finish(async _ => runs.Find((await races.Start(race)).Runs[0].Id)!);
        var run = await lab.Train(40, "Looked at");
        await runs.Change(run.Id, new RunChange { Tags = ["tagged"] });
        await lab.Finish(_ => lab.Services.GetRequiredService<IForks>().Fork(run.Id, new ForkRequest { Steps = 60 }));
        return run;
    }

    /// <summary>Installed with the page's own scripts.</summary>
    private static string Axe
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (Path.Combine(folder.FullName, "src", "Client", "node_modules", "axe-core", "axe.min.js") is var script && File.Exists(script)) return script;
            throw new FileNotFoundException("There is no axe-core: build src/Client first, which installs it.");
        }
    }
}
