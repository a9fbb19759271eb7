// The tests of the TypeScript itself: they stand beside the scripts (Scripts/**/*.test.ts) and run in vitest.
using System.Diagnostics;

namespace AttentionLab.Client.Tests.Train;

public class VitestScriptTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Scripts_Vitest_AllPass()
    {
        string client = ClientFolder(), vitest = Path.Combine("node_modules", "vitest", "vitest.mjs");
        Assert.True(File.Exists(Path.Combine(client, vitest)), $"vitest is not installed: run npm ci in {client}.");
        var start = new ProcessStartInfo("node", [vitest, "run", "--no-color"])
        {
            WorkingDirectory = client,
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
            Assert.Fail($"vitest did not end within {Longest.TotalMinutes:0} minutes.");
        }
        Assert.True(node.ExitCode == 0, $"Tests of scripts fail (npm test in src/Client runs them alone):\n{await output}\n{await errors}");
    }

    private static string ClientFolder()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AttentionLab.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No AttentionLab.sln above " + AppContext.BaseDirectory);
        return Path.Combine(folder, "src", "Client");
    }
}
