// What is copied from a proof: the programs run as they are and find the row right, or wrong; the tables hold every number.
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AttentionLab.Client.Tests.Proof;

public sealed partial class RowTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attentionlab-row-").FullName;

    [Fact]
    public void CSharp_OfARow_RunsAndFindsItRight() => Assert.InRange(RunCSharp(Text("csharp", new())), 1e-12, 1e-6);

    [PythonFact]
    public void Python_OfARow_RunsAndFindsItRight() => Assert.InRange(RunPython(Text("python", new())), 1e-12, 1e-6);

    [PythonFact]
    public void Python_OfOtherKindsOfRows_RunsAndFindsThemRight()
    {
        foreach (var head in new MadeHead[] { new(Masked: false), new(Scaled: false), new(Bias: false), new(Average: true), new(Masked: false, Average: true) })
            Assert.InRange(RunPython(Text("python", head)), 0, 1e-6);
    }

    [PythonFact]
    public void Python_OfARowWithAWrongWeight_SaysSo() =>
        Assert.InRange(RunPython(Text("python", new(), "row.weights[1] += 0.01;")), 0.009, 0.02);

    [Fact]
    public void CSharp_OfARowWithAWrongWeight_SaysSo() =>
        Assert.InRange(RunCSharp(Text("csharp", new(Average: true, Masked: false), "row.weights[1] += 0.01;")), 0.009, 0.02);

    [Fact]
    public void Table_OfARow_HasEveryNumberOfEveryKey()
    {
        string[][] lines = [.. Text("tsv", new()).TrimEnd('\n').Split('\n').Select(line => line.Split('\t'))];
        Assert.Equal(MadeHead.T + 2, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        var head = new MadeHead().Inspection();
        Assert.Equal(head.Head!.Raw[3][4], float.Parse(lines[5][Array.IndexOf(lines[0], "q.k")], CultureInfo.InvariantCulture));
        Assert.Equal(["-Infinity", "-Infinity", "0", "0"], lines[5][Array.IndexOf(lines[0], "masked")..(Array.IndexOf(lines[0], "weight") + 1)]);
        Assert.Equal(head.Weights[0][0][3][2], float.Parse(lines[3][Array.IndexOf(lines[0], "weight")], CultureInfo.InvariantCulture));
        Assert.Equal(head.Head.Output[3][3], float.Parse(lines[^1][^1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Markdown_OfARow_IsATableOfItsSteps()
    {
        string[] lines = Text("markdown", new()).Split('\n');
        Assert.Contains("layer 1, head 1 of run r1 at step 40; token 3 (“b”) asks", lines[0]);
        Assert.Equal("| key | q·k | ÷ √4 | mask | − max | exp | weight |", lines[2]);
        Assert.Matches(@"^\| ↵ at 4 \| [-\d.]+ \| [-\d.]+ \| −∞ \| −∞ \| 0 \| 0 \|$", lines[8]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Text(string kind, MadeHead head, string change = "") =>
        ScriptModule.Evaluate<string>("proof/proof-row+proof/row-text", $"(() => {{ const row = {RecomputeScriptTests.Row(head)}; {change} return m.rowText('{kind}', row, {{ run: 'r1' }}); }})()");

    private double RunPython(string program) => Run(PythonFactAttribute.Python!, "row.py", program);

    private double RunCSharp(string program) => Run("dotnet", "row.cs", program, "run");

    /// <summary>The largest difference that the program prints last.</summary>
    private double Run(string command, string file, string program, params string[] before)
    {
        File.WriteAllText(Path.Combine(folder, file), program);
        var start = new ProcessStartInfo(command, [.. before, file]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name); // of the build that runs this test
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start");
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return double.Parse(Largest().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^largest difference (\S+)\s*\z", RegexOptions.Multiline)]
    private static partial Regex Largest();
}
