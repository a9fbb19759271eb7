// The lab on a real port with a data folder of its own, and a Chromium to look at it.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Playwright;

namespace AttentionLab.Browser.Tests;

public sealed class LabInChromium : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("attentionlab-").FullName;
    private IPlaywright? playwright;
    private IBrowser? browser;

    private WebApplication? sites;

    /// <summary>A site whose pages may frame the lab, and one whose pages may not.</summary>
    public string Blog => Site("blog");

    /// <inheritdoc cref="Blog"/>
    public string Other => Site("other");

    public string Url => ClientOptions.BaseAddress.ToString();

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("Lab:Data", data).UseSetting("Lab:EmbedIn", Blog);

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Chromium is null) return;
        sites = WebApplication.Create(["--urls", "http://127.0.0.1:0"]);
        sites.MapGet("/", (string html) => Results.Content("<!DOCTYPE html><title>Another site</title><link rel=icon href='data:,'>" + html, "text/html"));
        await sites.StartAsync();
        UseKestrel(0);
        StartServer();
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BrowserFactAttribute.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Every name under localhost leads to this machine, and each is a site of its own.</summary>
    private string Site(string name) => $"http://{name}.localhost:{new Uri(sites!.Urls.Single()).Port}";

    /// <summary>A fresh window of the given width; what it logs as error or warning is collected.</summary>
    public async Task<Window> Open(string path, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        var window = new Window(page);
        await page.GotoAsync(new Uri(new Uri(Url), path).ToString());
        return window;
    }

    /// <summary>A page of another site, made of the given HTML.</summary>
    public Task<Window> OpenForeign(string site, string html) => Open($"{site}/?html={Uri.EscapeDataString(html)}");

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (sites is not null) await sites.DisposeAsync();
        await base.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}

/// <summary>A page and the problems it reported.</summary>
public sealed class Window
{
    public IPage Page { get; }

    public List<string> Problems { get; } = [];

    public Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Problems.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Problems.Add("uncaught: " + error);
    }
}
