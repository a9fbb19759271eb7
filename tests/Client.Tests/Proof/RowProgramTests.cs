// The programs that are copied from a proof run as they are and find the row right, or wrong; row-text.test.ts holds the goldens equal to what is copied.
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AttentionLab.Client.Tests.Proof;

public sealed partial class RowProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attentionlab-row-").FullName;

    [Fact]
    public void CSharp_OfARow_RunsAndFindsItRight() => Assert.InRange(RunCSharp(SourceFolder.Golden("row.cs")), 1e-12, 1e-6);

    [PythonFact]
    public void Python_OfARow_RunsAndFindsItRight() => Assert.InRange(RunPython(SourceFolder.Golden("row.py")), 1e-12, 1e-6);

    [PythonFact]
    public void Python_OfOtherKindsOfRows_RunsAndFindsThemRight()
    {
        foreach (string kind in new[] { "unmasked", "unscaled", "unbiased", "average", "average-unmasked" })
            Assert.InRange(RunPython(SourceFolder.Golden($"{kind}.py")), 0, 1e-6);
    }

    [PythonFact]
    public void Python_OfARowWithAWrongWeight_SaysSo() =>
        Assert.InRange(RunPython(With("row.py", "weights[1] += 0.01", before: "output = ")), 0.009, 0.02);

    [Fact]
    public void CSharp_OfARowWithAWrongWeight_SaysSo() =>
        Assert.InRange(RunCSharp(With("average-unmasked.cs", "weights[1] += 0.01f;", before: "float[] output = ")), 0.009, 0.02);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A program with one line more.</summary>
    private static string With(string name, string line, string before)
    {
        string program = SourceFolder.Golden(name), changed = program.Replace($"\n{before}", $"\n{line}\n{before}");
        Assert.NotEqual(program, changed);
        return changed;
    }

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
