// The lab on a real port with a data folder of its own, and a Chromium to look at it.
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Playwright;

namespace AttentionLab.Browser.Tests;

public sealed class LabInChromium : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("attentionlab-").FullName;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Url => ClientOptions.BaseAddress.ToString();

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("Lab:Data", data);

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Chromium is null) return;
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

    /// <summary>A fresh window of the given width; what it logs as error or warning is collected.</summary>
    public async Task<Window> Open(string path, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        var window = new Window(page);
        await page.GotoAsync(Url + path.TrimStart('/'));
        return window;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
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
