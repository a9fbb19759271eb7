// Nothing typed or pressed is lost: a field opens when its script is there, and the focus stays where the work is.
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public class TypingTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task InspectPrompt_ScriptComesLate_WaitsAndThenTakesWhatIsTypedWhole() => await PromptIsWhole("inspect", waits: true);

    [BrowserFact]
    public async Task GeneratePrompt_ScriptComesLate_IsWrittenIntoTheAddressThen() => await PromptIsWhole("generate", waits: false);

    [BrowserFact]
    public async Task Rename_Saved_ReturnsTheFocusToTheRunsMenu()
    {
        await TrainedRun();
        var window = await lab.Open("/runs");
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "More of " }).First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" }).ClickAsync();
        var name = page.GetByRole(AriaRole.Textbox, new() { Name = "New name" });
        await Expect(name).ToBeFocusedAsync();
        await name.FillAsync("First steps");
        await name.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "More of First steps" })).ToBeFocusedAsync();
        Assert.Empty(window.Problems);
    }

    private async Task PromptIsWhole(string view, bool waits)
    {
        string run = await TrainedRun();
        var window = await lab.Open("/");
        var page = window.Page;
        var scriptMayCome = new TaskCompletionSource();
        await page.RouteAsync($"**/js/{view}*.js", async route =>
        {
            await scriptMayCome.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"{lab.Url}{view}?run={run}&prompt=KING");
        var prompt = page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" });
        if (waits)
        {
            await Expect(prompt).ToBeDisabledAsync();
            scriptMayCome.SetResult();
        }
        await Expect(prompt).ToHaveValueAsync("KING");
        await prompt.FillAsync("To be");
        if (!waits) scriptMayCome.SetResult();
        await Expect(prompt).ToHaveValueAsync("To be");
        await Expect(page).ToHaveURLAsync(new Regex(@"prompt=To\+be"));
        Assert.Empty(window.Problems);
    }

    /// <summary>Id of a run of two steps.</summary>
    private async Task<string> TrainedRun() => (await lab.Train(2)).Id;
}
