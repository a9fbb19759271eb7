// The tests of the TypeScript itself: they stand beside the scripts (Scripts/**/*.test.ts) and run in vitest, all at once.
using System.Diagnostics;

namespace AttentionLab.Client.Tests;

public class ScriptTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Scripts_Vitest_AllPass()
    {
        string vitest = Path.Combine("node_modules", "vitest", "vitest.mjs");
        Assert.True(File.Exists(Path.Combine(SourceFolder.Client, vitest)), $"vitest is not installed: run npm ci in {SourceFolder.Client}.");
        var start = new ProcessStartInfo("node", [vitest, "run", "--no-color"])
        {
            WorkingDirectory = SourceFolder.Client,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1", ["CI"] = "1" },
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        using var patience = new CancellationTokenSource(Longest);
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEndAsync();
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            Assert.Fail($"vitest did not end within {Longest.TotalMinutes:0} minutes:\n{await output}\n{await errors}");
        }
        Assert.True(node.ExitCode == 0, $"Tests of scripts fail (npm test in src/Client runs them alone):\n{await output}\n{await errors}");
    }
}
