// Dependencies point one way, floor on floor: Contracts <- Core <- Engines (Managed also on Torch) <- Server -> Client -> Contracts.
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AttentionLab.House.Tests;

public partial class ArrowTests
{
    private const string Shelf = "src/Server/Setup/EngineShelf.cs";

    [Theory]
    [InlineData("src/Contracts/Contracts.csproj", "")]
    [InlineData("src/Core/Core.csproj", "Contracts")]
    [InlineData("src/Torch/Torch.csproj", "")]
    [InlineData("src/Engines/Directory.Build.props", "Core")]
    [InlineData("src/Engines/Managed/Managed.csproj", "Torch")]
    [InlineData("src/Engines/TorchSharp/TorchSharp.csproj", "")]
    [InlineData("src/Client/Client.csproj", "Contracts")]
    [InlineData("src/Server/Server.csproj", "Client Managed TorchSharp")]
    public void Project_References_PointOneWay(string project, string allowed) =>
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), References(project).Order());

    [Fact]
    public void TorchSharp_OutsideModelTorchAndEngines_IsNotNamed()
    {
        string[] where = ["src/Model/", "src/Torch/", "src/Engines/"];
        Assert.Equal([], CodeOf("src/").Where(file => !where.Any(file.StartsWith) && TorchSharp().IsMatch(Repository.Read(file))));
    }

    [Fact]
    public void Engines_InTheServer_AreNamedOnTheirShelfAlone() =>
        Assert.Equal([Shelf], CodeOf("src/Server/").Where(file => EngineProject().IsMatch(Repository.Read(file))));

    [Theory]
    [InlineData("using TorchSharp;", true)]
    [InlineData("using static TorchSharp.torch;", true)]
    [InlineData("global using TorchSharp.Modules;", true)]
    [InlineData("@using TorchSharp", true)]
    [InlineData("var tensor = typeof(TorchSharp.torch.Tensor);", true)]
    [InlineData("using var x = global::TorchSharp.torch.ones(1);", true)]
    [InlineData("using AttentionLab.Engines.TorchSharp;", false)]
    [InlineData("_ = EngineNames.TorchSharp;", false)]
    public void TorchSharp_InALine_IsFoundWhereItIsTheLibrary(string line, bool found) => Assert.Equal(found, TorchSharp().IsMatch(line));

    [Fact]
    public void Packages_AnyVersion_StandsInTheCentralList()
    {
        var own = Repository.Files.Where(file => file.EndsWith(".csproj"))
            .Where(file => XDocument.Parse(Repository.Read(file)).Descendants("PackageReference").Any(package => package.Attribute("Version") is not null));
        Assert.Empty(own);
    }

    [Fact]
    public void Solution_EveryProject_IsInIt()
    {
        var solution = Repository.Read("AttentionLab.sln").Replace('\\', '/');
        Assert.All(Repository.Files.Where(file => file.EndsWith(".csproj")), project => Assert.Contains(project, solution));
    }

    /// <summary>Folders of scripts from the ground up; a script takes from its own folder and from lower ones.</summary>
    private static readonly string[][] ScriptFloors = [[""], ["words"], ["dom"], ["server"], ["drawing"], ["matrix", "strip", "curves"], ["inspect"], ["circuits", "proof", "train", "race", "generate", "compare", "runs", "shell"]];

    [Fact]
    public void Scripts_Folders_PointOneWay()
    {
        const string Root = "src/Client/Scripts/";
        static string FolderOf(string file) => file[Root.Length..] is var path && path.Contains('/') ? path[..path.IndexOf('/')] : "";
        static int Floor(string folder) => Array.FindIndex(ScriptFloors, floor => floor.Contains(folder));
        var scripts = Repository.Files.Where(file => file.StartsWith(Root) && file.EndsWith(".ts")).ToList();
        Assert.DoesNotContain(scripts, file => Floor(FolderOf(file)) < 0);
        var upward = from file in scripts
                     where !file.EndsWith(".test.ts")
                     from Match import in ScriptImport().Matches(Repository.Read(file))
                     let target = Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(file)!, import.Groups[1].Value)).Replace('\\', '/')
                     let here = FolderOf(file)
                     let there = FolderOf(target)
                     where there != here && Floor(there) >= Floor(here)
                     select $"{file} takes from {target}";
        Assert.Empty(upward);
    }

    private static IEnumerable<string> CodeOf(string folder) => Repository.Files.Where(file => file.StartsWith(folder) && (file.EndsWith(".cs") || file.EndsWith(".razor")));

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    [GeneratedRegex(@"\busing\s+(static\s+)?(global::)?TorchSharp\b|typeof\((global::)?TorchSharp\b|global::TorchSharp\b|(?<![.\w])TorchSharp\.(torch|Modules)\b")]
    private static partial Regex TorchSharp();

    [GeneratedRegex(@"from '(\.[^']+)'")]
    private static partial Regex ScriptImport();

    [GeneratedRegex(@"\bAttentionLab\.Engines\b|\b(Managed|TorchSharp)Engine\b")]
    private static partial Regex EngineProject();
}
