// Every page and what opens over it, light and dark, looked at by axe-core: nothing serious, such as text too faint to read or a control without a name; nothing that the browser complains of; and no panel's content runs over its edge.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

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

    [BrowserFact]
    public Task WhatOpens_Light_HasNothingSerious() => WhatOpensHasNothingSerious(ColorScheme.Light);

    [BrowserFact]
    public Task WhatOpens_Dark_HasNothingSerious() => WhatOpensHasNothingSerious(ColorScheme.Dark);

    private async Task HaveNothingSerious(ColorScheme scheme)
    {
        var found = new List<string>();
        foreach (string path in await Pages())
        {
            var window = await Live(path, scheme);
            var page = window.Page;
            found.AddRange(await Problems(page, $"{scheme} {path}"));
            foreach (var tab in (await page.GetByRole(AriaRole.Tab).AllAsync()).Skip(1))
            {
                await tab.ClickAsync();
                await Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                found.AddRange(await Problems(page, $"{scheme} {path}, {await tab.InnerTextAsync()}"));
            }
            found.AddRange(window.Problems.Where(problem => path != NoPage || !problem.Contains("404")).Select(problem => $"{scheme} {path}: {problem}"));
            await page.Context.CloseAsync();
        }
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private async Task WhatOpensHasNothingSerious(ColorScheme scheme)
    {
        await Pages();
        var window = await Live("/runs", scheme);
        var page = window.Page;
        var found = new List<string>();
        async Task See(ILocator opened)
        {
            await Expect(opened).ToBeVisibleAsync();
            await opened.EvaluateAsync("part => Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))");
            found.AddRange(await Problems(page, $"{scheme} {opened}"));
        }

        async Task Choose(string menu, string item)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = menu, Exact = true }).ClickAsync();
            var choice = page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true });
            await See(choice);
            await choice.ClickAsync();
            await Expect(choice).ToBeHiddenAsync();
        }

        var dialog = page.GetByRole(AriaRole.Dialog);
        foreach (var (menu, item) in new[] { ("Menu", "Keys"), ("Menu", "About this lab"), ("More of Looked at", "Export") })
        {
            await Choose(menu, item);
            await See(dialog);
            await page.Keyboard.PressAsync("Escape");
            await Expect(dialog).ToBeHiddenAsync();
        }
        await Choose("More of Looked at", "Tags");
        await See(page.GetByRole(AriaRole.Textbox, new() { Name = "New tag" }));
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Choose("More of Looked at", "Rename");
        await See(page.GetByRole(AriaRole.Textbox, new() { Name = "New name" }));
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await See(page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "On disk" }));
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Runs of" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select Looked at", Exact = true }).CheckAsync();
        await See(page.GetByRole(AriaRole.Region, new() { Name = "Selected runs" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Select none" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New run" }).ClickAsync();
        await See(dialog.GetByRole(AriaRole.Combobox, new() { Name = "Model" }));
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Model" }).ClickAsync();
        var list = page.GetByRole(AriaRole.Listbox);
        await See(list);
        await page.Keyboard.PressAsync("Escape");
        await Expect(list).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Customize" }).ClickAsync();
        var channels = dialog.GetByRole(AriaRole.Textbox, new() { Name = "Channels" });
        await channels.FillAsync("130");
        await Expect(channels).ToHaveAttributeAsync("aria-invalid", "true");
        await See(dialog.GetByRole(AriaRole.Heading, new() { Name = "Build the model" }));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(dialog).Not.ToBeInViewportAsync();
        await Choose("More of Looked at", "Delete");
        await See(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "was deleted" }));
        var row = page.GetByRole(AriaRole.Button, new() { Name = "More of Looked at", Exact = true });
        await Expect(row).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(1); // for the next test, too
        found.AddRange(window.Problems);
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    /// <summary>The page, once it answers.</summary>
    private async Task<Window> Live(string path, ColorScheme scheme)
    {
        var window = await lab.Open(path, scheme: scheme);
        await window.Page.Locator("main fieldset:not([disabled]), main:not(:has(fieldset))").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (path.Contains("preset=")) await Expect(window.Page.GetByRole(AriaRole.Dialog, new() { Name = "New run" })).ToBeVisibleAsync();
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        string ground = await window.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(15, 20, 26)" : "rgb(246, 245, 241)", ground);
        return window;
    }

    private static async Task<IEnumerable<string>> Problems(IPage page, string where)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(part => { part.open = true; })");
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe)); // not as a script of the page: the content security policy lets none in
        var violations = await page.EvaluateAsync<string[]>(Look);
        var wide = await page.EvaluateAsync<string[]>(TooWide);
        return violations.Concat(wide).Select(problem => $"{where}: {problem}");
    }

    /// <summary>Addresses of all pages, with a finished run, its fork, a race and a deleted run to show.</summary>
    private async Task<string[]> Pages()
    {
        var (runs, races) = (lab.Services.GetRequiredService<ILab>(), lab.Services.GetRequiredService<IRaces>());
        var run = runs.Runs.FirstOrDefault(known => known.Name == "Looked at") ?? await Make(runs, races);
        string fork = runs.Runs.First(known => known.Parent is not null).Id;
        return
        [
            $"/?run={run.Id}", "/?run=none", "/?preset=small&corpus=play", "/?preset=small&corpus=task-add", $"/inspect?run={run.Id}", $"/generate?run={run.Id}", "/race", $"/race?race={races.Races[0].Id}",
            $"/compare?runs={run.Id},{fork}", "/runs", "/runs?view=families", "/runs?view=trash", "/runs?search=foo%3D1", "/learn", "/learn/watch", "/learn/try", "/learn/ladder", "/learn/averages", "/learn/row", "/learn/keyboard", NoPage,
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
