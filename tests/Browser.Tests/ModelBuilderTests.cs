// A model of three layers built by hand: figures follow every key, a reload keeps the draft, Start trains what was built.
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class ModelBuilderTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Builder_ThreeLayersByHand_KeepsTheDraftOverAReloadAndTrainsThem()
    {
        var window = await lab.Open("/");
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Customize" }).ClickAsync();
        var builder = page.GetByRole(AriaRole.Dialog, new() { Name = "Build the model" });
        var figures = builder.Locator(".live-numbers dt + dd");
        await Expect(figures.First).ToHaveTextAsync("816,705");

        await builder.GetByLabel("Layers", new() { Exact = true }).FillAsync("3");
        await Expect(figures.First).ToHaveTextAsync("618,817"); // a block less: 197,888
        var channels = builder.GetByLabel("Channels", new() { Exact = true });
        await channels.FillAsync("90");
        await Expect(builder.Locator("#build-model-channels-error")).ToContainTextAsync("take a multiple of 4");
        await channels.FillAsync("32");
        await builder.GetByLabel("Steps", new() { Exact = true }).FillAsync("40");
        await builder.GetByRole(AriaRole.Switch, new() { Name = "Scale by 1/√8" }).PressAsync("Space");
        await builder.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("By hand");
        await builder.GetByRole(AriaRole.Button, new() { Name = "Double the layers" }).FocusAsync();
        await Expect(builder.Locator(".live-numbers .to").First).ToHaveTextAsync(Number());
        await Expect(figures.First).ToHaveTextAsync("44,161");

        await page.ReloadAsync();
        await Expect(builder.GetByRole(AriaRole.Textbox, new() { Name = "Name" })).ToHaveValueAsync("By hand");
        await Expect(channels).ToHaveValueAsync("32");
        await builder.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "By hand" })).ToBeVisibleAsync();
        var run = lab.Services.GetRequiredService<ILab>().Runs.Single(one => one.Name == "By hand");
        Assert.Equal((3, 32, 4, false, 40, 44_161), (run.Model.Layers, run.Model.Channels, run.Model.Heads, run.Model.Scale, run.Steps, run.Parameters));
        await page.ReloadAsync(); // what was started is no draft any more
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "By hand" })).ToBeVisibleAsync();
        Assert.Null(await page.EvaluateAsync<string?>("sessionStorage.getItem('new-run')"));
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Builder_OnASmallPhone_IsWholeAndCanBePressed()
    {
        var window = await lab.Open("/", 360);
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Customize" }).ClickAsync();
        var builder = page.GetByRole(AriaRole.Dialog, new() { Name = "Build the model" });
        await Expect(builder.Locator(".live-numbers dt + dd").First).ToHaveTextAsync("816,705");
        await page.EvaluateAsync("() => Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))"); // it slides in
        await Expect(builder.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true })).ToBeInViewportAsync(new() { Ratio = 1 });
        string[] wrong = await builder.EvaluateAsync<string[]>("""
            dialog => [...dialog.querySelectorAll('button, input:not([type=checkbox]), .mud-switch')].filter(part => part.checkVisibility()).flatMap(part => {
              const box = (part.closest('.mud-input') ?? part).getBoundingClientRect();
              return [box.right > innerWidth + 1 || box.left < -1 ? `reaches from ${box.left} to ${box.right}` : '', box.height < 43.5 ? `is ${box.height} high` : ''].filter(said => said).map(said => `${part.getAttribute('aria-label') ?? part.id ?? part.textContent} ${said}`);
            })
            """);
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
        Assert.Empty(window.Problems);
    }

    [GeneratedRegex(@"^→ \d\d,\d{3}$")]
    private static partial Regex Number();
}
