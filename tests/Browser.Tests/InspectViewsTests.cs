// Inspect's views by keyboard and by pointer, its address back and forth, in a frame, and when what it looks at is gone.
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public class InspectViewsTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Views_ChosenByKeyboardAndPointer_AreInTheAddressAndComeBack()
    {
        string run = await TrainedRun();
        var window = await lab.Open($"/inspect?run={run}&prompt=To%20be%0A");
        var page = window.Page;
        await Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");

        // Arcs: the arrow goes from the last token to the one before it, Enter locks it, Escape lets it go.
        var arcs = page.Locator(".inspect [data-part=arcs]");
        await arcs.FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator(".inspect [data-part=token-readout]")).ToContainTextAsync("e at 4 attends to 5 tokens");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("token=4"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).Not.ToHaveURLAsync(new Regex("token="));

        // All heads: arrow and Enter look at one alone, Enter again at all; the table below chooses, too.
        var map = page.Locator(".inspect [data-part=model-map]");
        await map.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("layer=0&head=1$"));
        await Expect(page.Locator(".ins-matrix-panel [data-part=head-name]")).ToHaveTextAsync("Layer 1, head 2");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("heads=all"));
        await Expect(page.Locator(".inspect [data-part=arc-title]")).ToHaveTextAsync("all heads");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Tables" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "L3 H4" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("layer=2&head=3&tab=table$"));

        // One view alone is in the address, and all of it comes back with a reload.
        await page.GetByRole(AriaRole.Button, new() { Name = "More of this view" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Arcs alone" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("view=head"));
        await Expect(map).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".inspect [data-part=arc-title]")).ToHaveTextAsync("L3 H4");
        await Expect(map).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" })).ToHaveValueAsync("To be\n");
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task History_Back_ReturnsToWhatWasLookedAtBefore()
    {
        string run = await TrainedRun();
        var window = await lab.Open($"/inspect?run={run}&layer=0&head=0");
        var page = window.Page;
        await Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");
        await page.Locator(".inspect [data-part=model-map]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".ins-matrix-panel [data-part=head-name]")).ToHaveTextAsync("Layer 2, head 1");
        await page.GoBackAsync();
        await Expect(page.Locator(".ins-matrix-panel [data-part=head-name]")).ToHaveTextAsync("Layer 1, head 1");
        await page.GoForwardAsync();
        await Expect(page.Locator(".ins-matrix-panel [data-part=head-name]")).ToHaveTextAsync("Layer 2, head 1");
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Embedded_WithoutControls_ShowsTheViewAloneAndAWayBack()
    {
        string run = await TrainedRun();
        var window = await lab.Open($"/inspect?run={run}&view=head&embed=1&controls=no", width: 640);
        var page = window.Page;
        await Expect(page.Locator(".inspect [data-part=arcs]")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Banner)).ToBeHiddenAsync();
        await Expect(page.Locator(".inspect [data-part=prompt]")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the controls" }).ClickAsync();
        await Expect(page.Locator(".inspect [data-part=prompt]")).ToBeVisibleAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("controls="));
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Step_NotKept_NamesTheNearOnesAndGoesThere()
    {
        string run = await TrainedRun();
        var page = (await lab.Open($"/inspect?run={run}&step=77")).Page;
        await Expect(page.Locator(".inspect [data-part=notice]")).ToContainTextAsync("step 77 are not kept");
        await page.GetByRole(AriaRole.Group, new() { Name = "Steps that are kept" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");
        await Expect(page.Locator(".inspect [data-part=notice]")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Address_TokenBeyondThePrompt_IsDroppedFromIt()
    {
        string run = await TrainedRun();
        var window = await lab.Open($"/inspect?run={run}&prompt=To%20be&token=5000");
        await Expect(window.Page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");
        await Expect(window.Page).Not.ToHaveURLAsync(new Regex("token="));
        await window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" }).FillAsync(new string('x', 10_001));
        await Expect(window.Page.Locator(".inspect [data-part=notice]")).ToContainTextAsync("at most 10,000 are allowed.\nBelow is still the last prompt that worked");
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Prompt_LongerThanTheContextOrUnknown_SaysWhatIsNotSeenAndWhatToDo()
    {
        string run = await TrainedRun();
        var page = (await lab.Open($"/inspect?run={run}&prompt=Hear%20me%2C%20my%20King")).Page;
        await Expect(page.Locator(".inspect [data-part=dropped]")).ToHaveTextAsync("Hear·me,");
        await Expect(page.Locator(".inspect [data-part=prompt-length]")).ToHaveTextAsync("sees the last 8 of 16 tokens");
        var prompt = page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" });
        await prompt.FillAsync("my 🙂");
        await Expect(page.Locator(".inspect [data-part=prompt-length]")).ToHaveTextAsync("🙂 is not in this run’s text: left out");
        await Expect(page.Locator(".inspect").GetByRole(AriaRole.Option)).ToHaveCountAsync(3); // the rest is shown
        await Expect(page.Locator(".inspect .is-unknown")).ToHaveTextAsync("🙂");
        int asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith("/inspect", StringComparison.Ordinal) ? 1 : 0;
        await prompt.FillAsync("");
        await Expect(page.Locator(".inspect [data-part=notice]")).ToBeHiddenAsync();
        await Expect(prompt).ToHaveAttributeAsync("placeholder", new Regex("^Write a few words"));
        await Expect(page.Locator(".inspect [data-part=prompt-length]")).ToHaveTextAsync("empty; below is still the last prompt");
        Assert.Equal(0, asked);
        await prompt.FillAsync("my King");
        await Expect(page.Locator(".inspect [data-part=notice]")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Run_DeletedWhileInspected_SaysSoAndTheViewStaysUsable()
    {
        string run = await TrainedRun();
        var page = (await lab.Open($"/inspect?run={run}&prompt=my%20King")).Page;
        await Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");
        await lab.Services.GetRequiredService<ILab>().Delete(run);
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("was deleted");
        await page.Locator(".inspect [data-part=arcs]").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".inspect [data-part=token-readout]")).ToContainTextAsync("m at 0 attends to 1 token");
    }

    /// <summary>Id of a run of two steps.</summary>
    private async Task<string> TrainedRun() => (await lab.Train(2)).Id;
}
