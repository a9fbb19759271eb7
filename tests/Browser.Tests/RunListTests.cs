// The list of runs in a real browser: what is typed fast arrives whole, deleting is undone, families and phone fit.
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public class RunListTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Runs_TaggedFoundDeletedAndHadBack_StayWhole()
    {
        await Train("Parent", fork: true);
        await Train("Alone", fork: false);
        var window = await lab.Open("/runs");
        var page = window.Page;
        var rows = page.Locator("tbody tr");
        await Expect(rows.Filter(new() { HasText = "Alone" })).ToContainTextAsync("MB");

        // A tag typed in one go, and the search that finds it, are in the list and in the address.
        await page.GetByRole(AriaRole.Button, new() { Name = "Tag Alone" }).ClickAsync();
        var tag = page.GetByRole(AriaRole.Combobox, new() { Name = "New tag" });
        await Expect(tag).ToBeFocusedAsync();
        await tag.PressSequentiallyAsync("my seed study");
        await tag.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take the tag my seed study off" })).ToBeVisibleAsync();
        await tag.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Tag Alone" })).ToBeFocusedAsync();
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search runs" });
        await search.PressSequentiallyAsync("tag=\"my seed study\" layers=3");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new Regex("layers"));
        await page.ReloadAsync();
        await Expect(search).ToHaveValueAsync("tag=\"my seed study\" layers=3");
        await Expect(rows).ToHaveCountAsync(1);

        // Deleted with the keyboard; the focus is on Undo, which brings it back.
        var delete = page.GetByRole(AriaRole.Button, new() { Name = "Delete Alone" });
        await Expect(delete).ToBeEnabledAsync();
        await delete.PressAsync("Enter");
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "Undo" });
        await Expect(undo).ToBeFocusedAsync();
        await Expect(rows).ToHaveCountAsync(0);
        await undo.PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(1);
        Assert.Equal(40, lab.Services.GetRequiredService<ILab>().MetricsOf(Id("Alone")).Step.Count);

        // Families: the fork below its parent, with what it changed.
        await search.FillAsync("");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Families" }).CheckAsync();
        await Expect(page.Locator("ul ul .branch").Filter(new() { HasText = "Parent's fork" })).ToContainTextAsync("steps 40 to 60");
        Assert.Empty(window.Problems);

        foreach (string address in new[] { "/runs", "/runs?view=families" })
        {
            var phone = (await lab.Open(address, width: 390, ColorScheme.Dark)).Page;
            await Expect(phone.GetByText("Parent", new() { Exact = true }).First).ToBeVisibleAsync();
            Assert.True(await phone.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0, $"{address} is wider than a phone");
        }
    }

    [BrowserFact]
    public async Task Runs_FinishedRun_IsTrainedLonger()
    {
        await Train("Short", fork: false);
        var page = (await lab.Open($"/?run={Id("Short")}")).Page;
        await page.GetByRole(AriaRole.Textbox, new() { Name = "More steps" }).FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Train longer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Short, to 70 steps", Level = 2 })).ToBeVisibleAsync();
        await Expect(page.Locator(".card .status-pill")).ToHaveTextAsync("Finished");
        Assert.Equal(70, lab.Services.GetRequiredService<ILab>().Find(Id("Short, to 70 steps"))!.Step);
    }

    private string Id(string name) => lab.Services.GetRequiredService<ILab>().Runs.First(run => run.Name == name).Id;

    /// <summary>Trains a tiny run to its end, and if asked a fork of it.</summary>
    private async Task Train(string name, bool fork)
    {
        var run = await lab.Train(40, name);
        if (fork) await lab.Finish(_ => lab.Services.GetRequiredService<IForks>().Fork(run.Id, new ForkRequest { Steps = 60, Name = name + "'s fork" }));
    }
}
