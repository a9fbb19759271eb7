// A hovered token, a locked row, and the proof of it: the page's own recomputation agrees with the model, and the lesson's row gives 3.
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public partial class ProofTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    [BrowserFact]
    public async Task Proof_OfALockedRow_IsWithinAMillionthAndCopied()
    {
        string run = await Train();
        var window = await lab.Open($"/inspect?run={run}&prompt=To%20be%2C%20or&layer=1&head=2&tab=score");
        var page = window.Page;
        var proof = page.Locator(".proof");
        var title = proof.GetByRole(AriaRole.Heading, new() { Level = 2 });
        var tokens = page.GetByRole(AriaRole.Listbox, new() { NameRegex = Tokens() }).GetByRole(AriaRole.Option);
        await Expect(tokens).ToHaveCountAsync(8);

        // Hovering previews, clicking locks; the proof follows both.
        await tokens.Nth(3).HoverAsync();
        await proof.ScrollIntoViewIfNeededAsync(); // it is worked out while it is in view
        await Expect(title).ToContainTextAsync("e at 3, layer 2, head 3");
        await tokens.Nth(4).ClickAsync();
        await tokens.Nth(1).HoverAsync();
        await proof.ScrollIntoViewIfNeededAsync();
        await Expect(title).ToContainTextAsync(", at 4, layer 2, head 3");

        // A line a key: the future is masked, but its affinity is real.
        var lines = proof.Locator("[data-part=lines] tr");
        await Expect(lines).ToHaveCountAsync(8);
        await Expect(lines.Nth(6).GetByRole(AriaRole.Cell).Nth(2)).ToHaveTextAsync(Real());
        await Expect(lines.Nth(6)).ToContainTextAsync("−∞");
        await Expect(proof.Locator("[data-part=check]")).ToContainTextAsync("in 10 steps");
        double difference = double.Parse((await proof.GetAttributeAsync("data-difference"))!, CultureInfo.InvariantCulture);
        Assert.InRange(difference, 1e-12, 1e-6);

        // Keys and components by keyboard; every number on demand.
        await proof.GetByRole(AriaRole.Region, new() { NameRegex = EveryKey() }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(proof.Locator("[data-part=readout]")).ToContainTextAsync("component 0: q ");
        await proof.GetByRole(AriaRole.Switch, new() { Name = "Numbers" }).CheckAsync();
        await Expect(proof.Locator("[data-part=key-list] tbody tr")).ToHaveCountAsync(8);
        await Expect(proof.Locator("[data-part=x-list] tbody tr")).ToHaveCountAsync(32);

        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await proof.GetByRole(AriaRole.Button, new() { Name = "Python" }).ClickAsync();
        await Expect(proof.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        string program = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith($"# A row of attention: layer 2, head 3 of run {run} at step 30; token 4", program);
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Proof_OfTheLessonsRow_SharesAThirdEachAndGivesThree()
    {
        var window = await lab.Open("/learn/row");
        var proof = window.Page.Locator(".proof");
        var lines = proof.Locator("[data-part=lines] tr");
        await Expect(lines.Nth(1)).ToContainTextAsync("0.33333334");
        await Expect(lines.Nth(3)).ToContainTextAsync("8");
        await Expect(lines.Nth(3)).ToContainTextAsync("−∞");
        await Expect(proof.Locator("[data-part=output-number]")).ToHaveTextAsync("3");
        await proof.GetByRole(AriaRole.Button, new() { Name = "The next token" }).ClickAsync();
        await Expect(lines.Nth(3)).ToContainTextAsync("0.99727184");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "See the same on your own model" }).ClickAsync();
        await Expect(window.Page).ToHaveURLAsync(Inspect());
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public Task Proof_OfTheLessonsRowAt1280_FitsItsBox() => FitsItsBoxWithItsAnswerBesideTheColour(1280);

    [BrowserFact]
    public Task Proof_OfTheLessonsRowAt1920_FitsItsBox() => FitsItsBoxWithItsAnswerBesideTheColour(1920);

    private async Task FitsItsBoxWithItsAnswerBesideTheColour(int width)
    {
        var page = (await lab.Open("/learn/row", width)).Page;
        await Expect(page.Locator(".proof [data-part=output-number]")).ToHaveTextAsync("3");
        Assert.Equal(0, await page.Locator(".proof-scroll").EvaluateAsync<int>("box => box.scrollWidth - box.clientWidth"));
        var colour = (await page.Locator(".proof [data-part=output]").BoundingBoxAsync())!;
        var number = (await page.Locator(".proof [data-part=output-number]").BoundingBoxAsync())!;
        var cell = (await page.Locator(".proof .proof-output").BoundingBoxAsync())!;
        Assert.InRange(number.X, colour.X + colour.Width, cell.X + cell.Width - number.Width);
    }

    [BrowserFact]
    public Task Proof_ChosenKeyInTheLight_CanBeRead() => CanBeRead(ColorScheme.Light);

    [BrowserFact]
    public Task Proof_ChosenKeyInTheDark_CanBeRead() => CanBeRead(ColorScheme.Dark);

    private async Task CanBeRead(ColorScheme scheme)
    {
        var page = (await lab.Open("/learn/row", scheme: scheme)).Page;
        var lines = page.Locator(".proof [data-part=lines] tr");
        await Expect(lines).ToHaveCountAsync(4);
        foreach (var line in await lines.AllAsync())
        {
            await line.ClickAsync(new() { Position = new() { X = 4, Y = 4 } });
            await Expect(line).ToHaveClassAsync(Chosen());
            Assert.InRange(await line.EvaluateAsync<double>(LeastContrast), 4.5, 21);
        }
    }

    /// <summary>The faintest text of a line against its ground.</summary>
    private const string LeastContrast = """
        line => {
          const context = document.createElement('canvas').getContext('2d');
          const light = colour => {
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(part => part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
            return 0.05 + 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = light(getComputedStyle(line).backgroundColor);
          return Math.min(...[...line.querySelectorAll('th span, td')].map(part => light(getComputedStyle(part).color)).map(ink => Math.max(ink, ground) / Math.min(ink, ground)));
        }
        """;

    /// <summary>Trains a tiny run of 30 steps to its end; its id.</summary>
    private async Task<string> Train() => (await lab.Train(30)).Id;

    [GeneratedRegex(@"^−?\d+(\.\d+)?(e−\d+)?$")]
    private static partial Regex Real();

    [GeneratedRegex(@"\bis-key\b")]
    private static partial Regex Chosen();

    [GeneratedRegex("^Tokens of the prompt")]
    private static partial Regex Tokens();

    [GeneratedRegex("^Every key")]
    private static partial Regex EveryKey();

    [GeneratedRegex(@"/inspect\?(run=.*)?tab=score")]
    private static partial Regex Inspect();
}
