// Runs a function of a TypeScript module as the browser would, in Node, which the build needs anyway.
using System.Diagnostics;
using System.Text.Json;

namespace AttentionLab.Client.Tests;

/// <summary>For modules without DOM: layout, arithmetic, addresses, text.</summary>
public static class ScriptModule
{
    /// <summary>The value of a JavaScript expression in which <c>m</c> is the module Scripts/&lt;name&gt;.ts, or several with a + between.</summary>
    public static JsonElement Evaluate(string name, string expression)
    {
        string modules = string.Concat(name.Split('+').Select(one => $"export * from './Scripts/{one}';"));
        string program = $$"""
            import { build } from 'esbuild';
            const built = await build({ stdin: { contents: "{{modules}}", resolveDir: '.' }, bundle: true, format: 'esm', write: false });
            const m = await import('data:text/javascript;base64,' + Buffer.from(built.outputFiles[0].text).toString('base64'));
            console.log(JSON.stringify({{expression}}));
            """;
        var start = new ProcessStartInfo("node", ["--input-type=module", "-e", program])
        {
            WorkingDirectory = ClientFolder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        var errors = node.StandardError.ReadToEndAsync();
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.Result);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    public static T Evaluate<T>(string name, string expression) => Evaluate(name, expression).Deserialize<T>(JsonSerializerOptions.Web)!;

    /// <summary>The text of every script in a folder under Scripts.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory.GetFiles(Path.Combine(ClientFolder(), "Scripts", folder), "*.ts").Select(File.ReadAllText);

    private static string ClientFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AttentionLab.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No AttentionLab.sln above " + AppContext.BaseDirectory);
        return Path.Combine(folder, "src", "Client");
    }
}
