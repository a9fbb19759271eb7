// Dependencies point one way: Torch <- Model <- Server -> Client; Client references nothing of ours.
using System.Xml.Linq;

namespace AttentionLab.House.Tests;

public class ArrowTests
{
    [Theory]
    [InlineData("Torch", "")]
    [InlineData("Model", "Torch")]
    [InlineData("Client", "")]
    [InlineData("Server", "Client Model")]
    public void Project_References_PointOneWay(string project, string allowed) =>
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), References($"src/{project}/{project}.csproj").Order());

    [Fact]
    public void TorchBackend_OutsideTorch_IsReadNowhereInSource()
    {
        var readers = Repository.Files.Where(file => file.EndsWith(".csproj") && file.StartsWith("src/") && file != "src/Torch/Torch.csproj")
            .Where(file => Repository.Read(file).Contains("TorchBackend"));
        Assert.Empty(readers);
    }

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

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
