// Where the sources lie that some tests read.
namespace AttentionLab.Client.Tests;

internal static class SourceFolder
{
    /// <summary>The folder that holds AttentionLab.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Client { get; } = Path.Combine(Root, "src", "Client");

    /// <summary>The text of a file that tests of scripts are held to, too.</summary>
    public static string Golden(string name) => File.ReadAllText(Path.Combine(Root, "tests", "Client.Tests", "Goldens", name));

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AttentionLab.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No AttentionLab.sln above " + AppContext.BaseDirectory);
        return folder;
    }
}
