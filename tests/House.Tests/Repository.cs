// The repository as files: where it is, and which files belong to it.
using System.Diagnostics;

namespace AttentionLab.House.Tests;

internal static class Repository
{
    /// <summary>The folder that holds AttentionLab.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths of all files that git tracks or would track, with forward slashes, relative to <see cref="Root"/>.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AttentionLab.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No AttentionLab.sln above " + AppContext.BaseDirectory);
        return folder;
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. files.Where(file => File.Exists(Path.Combine(Root, file)))];
    }
}
