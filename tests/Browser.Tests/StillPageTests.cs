// What nobody moved stays where it is: under a dialog, and below a prompt that grows.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public class StillPageTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
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
        await Expect(page.Locator("body")).ToHaveClassAsync("scroll-locked");
        Assert.Equal(before, await page.EvaluateAsync<string>(places));
    }

    [BrowserFact]
    public async Task Prompt_Growing_MovesNothingBelowIt()
    {
        var page = (await lab.Open($"/inspect?run={await Run()}&prompt=K")).Page;
        await Expect(page.Locator(".inspect")).ToHaveAttributeAsync("data-state", "ready");
        var below = page.Locator(".ins-bar");
        float before = (await below.BoundingBoxAsync())!.Y;
        foreach (int length in new[] { 8, 400, 4000 })
        {
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt" }).FillAsync(string.Concat(Enumerable.Repeat("KING HENRY ", 400))[..length]);
            await Expect(page.Locator(".inspect .ins-chip")).ToHaveCountAsync(8);
            if (length > 8) await Expect(page.Locator(".inspect [data-part=dropped]")).ToContainTextAsync($"{length - 8:N0} before them");
            Assert.Equal(before, (await below.BoundingBoxAsync())!.Y);
        }
    }

    private async Task<string> Run() => (lab.Services.GetRequiredService<ILab>().Runs.FirstOrDefault() ?? await lab.Train(30)).Id;
}
