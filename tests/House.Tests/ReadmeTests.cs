// What the README says is so: its file tree names what is there, and its two commands are the ones CI runs.
using System.Text.RegularExpressions;

namespace AttentionLab.House.Tests;

public partial class ReadmeTests
{
    private const string RunCommand = "dotnet run --project src/Server -c Release";
    private const string TestCommand = "dotnet test -c Release";

    private static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void Tree_EveryPath_Exists()
    {
        var paths = Tree().Matches(Readme).Select(match => match.Groups["path"].Value).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(
            Repository.Files.Any(file => file == path || file.StartsWith(path.TrimEnd('/') + "/")), $"README's tree names {path}, which is not there"));
    }

    [Fact]
    public void Tree_EverySourceFolder_IsNamed()
    {
        var folders = Repository.Files.Where(file => file.Count(c => c == '/') >= 2 && (file.StartsWith("src/") || file.StartsWith("tests/")))
            .Select(file => string.Join('/', file.Split('/')[..2]) + "/").Where(folder => Repository.Files.Any(file => file.StartsWith(folder) && file.EndsWith(".csproj"))).Distinct();
        Assert.All(folders, folder => Assert.Contains(folder, Readme));
    }

    [Fact]
    public void Commands_InReadme_AreTheTwoOfTheProject()
    {
        Assert.Contains(RunCommand, Readme);
        Assert.Contains(TestCommand, Readme);
    }

    [Fact]
    public void Ci_Tests_WithTheReadmesCommand() => Assert.Contains(TestCommand, Repository.Read(".ci/run"));

    [Fact]
    public void Links_ToFiles_LeadSomewhere() =>
        Assert.All(Link().Matches(Readme).Select(match => match.Groups["target"].Value), target =>
            Assert.True(File.Exists(Path.Combine(Repository.Root, target)) || Directory.Exists(Path.Combine(Repository.Root, target)), $"README links to {target}, which is not there"));

    /// <summary>Lines of the tree block: a path, two or more blanks, a purpose.</summary>
    [GeneratedRegex(@"^(?<path>(src|tests|wwwroot|docs|bench|findings|build|\.ci)/\S*)\s{2,}\S", RegexOptions.Multiline)]
    private static partial Regex Tree();

    [GeneratedRegex(@"\]\((?<target>(?!https?:|#)[^)\s]+)\)")]
    private static partial Regex Link();
}
