// The list of runs in a real browser: what is typed fast arrives whole, what was deleted is brought back, families show what changed.
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
        await Expect(rows.Filter(new() { HasText = "Alone" })).ToContainTextAsync(new Regex(@"\d [kM]B"));

        // A tag typed in one go, and the search that finds it, are in the list and in the address.
        await page.GetByRole(AriaRole.Button, new() { Name = "More of Alone" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Tags" }).ClickAsync();
        var tag = page.GetByRole(AriaRole.Textbox, new() { Name = "New tag" });
        await Expect(tag).ToBeFocusedAsync();
        await tag.PressSequentiallyAsync("my seed study");
        await tag.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take the tag my seed study off" })).ToBeVisibleAsync();
        await tag.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "More of Alone" })).ToBeFocusedAsync();
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search runs" });
        await search.PressSequentiallyAsync("tag=\"my seed study\" layers=3");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new Regex("layers"));
        await page.ReloadAsync();
        await Expect(search).ToHaveValueAsync("tag=\"my seed study\" layers=3");
        await Expect(rows).ToHaveCountAsync(1);

        // Deleted with the keyboard, and brought back with it.
        await Expect(page.Locator("main fieldset.live")).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More of Alone" }).PressAsync("Enter");
        var items = page.GetByRole(AriaRole.Menuitem);
        await Expect(items.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(items.Last).ToBeFocusedAsync();
        await items.Last.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "“Alone” was deleted." })).ToBeVisibleAsync();
        await Expect(rows).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(1);
        Assert.Equal(40, lab.Services.GetRequiredService<ILab>().MetricsOf(Id("Alone")).Step.Count);

        // Families: the fork below its parent, with what it changed.
        await search.FillAsync("");
        await Expect(page).Not.ToHaveURLAsync(new Regex("layers"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Families" }).ClickAsync();
        await Expect(page.Locator("ul ul .branch").Filter(new() { HasText = "Parent's fork" })).ToContainTextAsync("steps 40 to 60");
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Runs_TwoDeletedOneAfterTheOther_UndoBringsBackBoth()
    {
        await Train("Earlier", fork: false);
        await Train("Later", fork: false);
        var window = await lab.Open("/runs");
        var page = window.Page;
        var rows = page.Locator("tbody tr");
        foreach (string name in new[] { "Earlier", "Later" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = $"More of {name}" }).ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
            await Expect(rows.Filter(new() { HasText = name })).ToHaveCountAsync(0);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync(); // the row is gone, the focus is not
        }
        var messages = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "deleted" });
        await Expect(messages).ToHaveCountAsync(1);
        await Expect(messages).ToContainTextAsync("2 runs were deleted.");
        await messages.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        foreach (string name in new[] { "Earlier", "Later" }) await Expect(rows.Filter(new() { HasText = name })).ToHaveCountAsync(1);
        await Expect(messages).ToHaveCountAsync(0);
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Columns_Chosen_AreThereAtOnceWhenThePageComesBack()
    {
        await Train("Measured", fork: false);
        var page = (await lab.Open("/runs")).Page;
        var size = page.Locator("td.col-bytes").First;
        await Expect(page.Locator(".sparkline polyline").First).ToBeVisibleAsync();
        await Expect(size).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "On disk" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Training loss" }).ClickAsync();
        await Expect(size).ToHaveTextAsync(new Regex(@"\d [kM]B"));
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(size).ToBeVisibleAsync();
        await Expect(page.Locator("td.col-trainLoss").First).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Import_ArchiveOrAnythingElse_IsTakenInOrRefusedInAMessage()
    {
        await Train("Taken along", fork: false);
        var page = (await lab.Open("/runs?search=Taken")).Page;
        var rows = page.Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(1);
        byte[] archive = await (await page.APIRequest.GetAsync($"{lab.Url}api/runs/{Id("Taken along")}/export/run.zip")).BodyAsync();
        var files = page.Locator("[data-part=files]");
        await Expect(files).ToBeEnabledAsync();
        await files.SetInputFilesAsync(new FilePayload { Name = "notes.zip", MimeType = "application/zip", Buffer = [1, 2, 3] });
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The file is no whole archive of a run");
        await Expect(files).ToBeEnabledAsync();
        await files.SetInputFilesAsync(new FilePayload { Name = "run.zip", MimeType = "application/zip", Buffer = archive });
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was imported.");
        await Expect(rows).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Inspect it" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/inspect\\?run="));
    }

    [BrowserFact]
    public async Task Runs_FinishedRun_IsTrainedLonger()
    {
        await Train("Short", fork: false);
        var page = (await lab.Open($"/?run={Id("Short")}")).Page;
        await page.GetByRole(AriaRole.Tab, new() { Name = "Settings and fork" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "More steps" }).FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Train longer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Short, to 70 steps", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "This run", Exact = true }).Locator(".status-pill")).ToHaveTextAsync("Finished");
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
