// A test that needs Chromium; where none is found it is skipped and says so.
namespace AttentionLab.Browser.Tests;

[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium is null) Skip = "No Chromium found; install it or set CHROMIUM to its path.";
    }

    /// <summary>Path of the browser: the variable CHROMIUM, or the usual places; null when there is none.</summary>
    public static string? Chromium { get; } = new[]
    {
        Environment.GetEnvironmentVariable("CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    }.FirstOrDefault(File.Exists);
}
