// Pages of other sites in the same browser: what they try is refused; where the lab may be embedded, its frame works.
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AttentionLab.Browser.Tests;

public class ForeignPageTests(LabInChromium lab) : IClassFixture<LabInChromium>
{
    /// <summary>Each door of the lab at the given address, with what another site's page got out of it.</summary>
    private const string Try = """
        async lab => {
          const socket = path => new Promise(done => {
            const opened = new WebSocket(lab.replace('http', 'ws') + path);
            opened.onopen = () => done('open');
            opened.onerror = () => done('closed');
          });
          const load = (tag, path) => new Promise(done => {
            const element = Object.assign(document.createElement(tag), { onload: () => done('open'), onerror: () => done('closed') });
            element[tag === 'link' ? 'href' : 'src'] = lab + path;
            if (tag === 'link') element.rel = 'stylesheet';
            document.body.append(element);
          });
          const ask = (path, options) => fetch(lab + path, options).then(answer => answer.type === 'opaque' ? 'opaque' : 'open', () => 'closed');
          return {
            hub: await socket('hubs/lab'), circuit: await socket('_blazor'),
            script: await load('script', '_framework/blazor.web.js'), style: await load('link', 'css/app.css'), image: await load('img', 'img/favicon.svg'),
            read: await ask('api/runs'), blind: await ask('api/runs', { mode: 'no-cors' }), frame: await ask('inspect', { mode: 'no-cors' }),
            negotiate: await ask('hubs/lab/negotiate?negotiateVersion=1', { method: 'POST' }),
          };
        }
        """;

    [BrowserFact]
    public async Task ForeignPage_EveryDoor_IsClosed()
    {
        foreach (string site in new[] { lab.Other, lab.Blog })
        {
            var page = (await lab.OpenForeign(site, "")).Page;
            var got = await page.EvaluateAsync<Dictionary<string, string>>(Try, lab.Url);
            Assert.Equal(9, got.Count);
            Assert.All(got, door => Assert.Equal((door.Key, "closed"), (door.Key, door.Value)));
        }
    }

    [BrowserFact]
    public async Task ForeignForm_Posted_IsRefused()
    {
        string run = (await lab.Train(2)).Id;
        var page = (await lab.OpenForeign(lab.Other, $"<form method=post action='{lab.Url}api/runs/{run}/step?n=1'><button>Go</button></form>")).Page;
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("body")).ToContainTextAsync($"comes from a page of '{lab.Other}'");
    }

    [BrowserFact]
    public async Task Link_OfAForeignPage_LeadsToTheLab()
    {
        var window = await lab.OpenForeign(lab.Other, $"<a href='{lab.Url}runs'>The lab</a>");
        await window.Page.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Runs");
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Frame_OnASiteThatMayEmbed_ShowsTheViewAndIsUsable()
    {
        string run = (await lab.Train(2)).Id;
        var window = await lab.OpenForeign(lab.Blog, $"<iframe width=900 height=700 src='{lab.Url}inspect?run={run}&view=head&embed=1&controls=no'></iframe>");
        var frame = window.Page.FrameLocator("iframe");
        await Expect(frame.Locator(".inspect [data-part=arcs]")).ToBeVisibleAsync();
        await frame.GetByRole(AriaRole.Button, new() { Name = "Show the controls" }).ClickAsync();
        await Expect(frame.Locator(".inspect [data-part=prompt]")).ToBeVisibleAsync();
        Assert.Empty(window.Problems);
    }

    [BrowserFact]
    public async Task Frame_OnAnotherSite_StaysEmpty()
    {
        var window = await lab.OpenForeign(lab.Other, $"<iframe src='{lab.Url}inspect?embed=1'></iframe>");
        await Expect(window.Page.FrameLocator("iframe").Locator(".inspect")).ToHaveCountAsync(0);
        Assert.Contains(window.Problems, problem => problem.Contains("frame-ancestors"));
    }
}
