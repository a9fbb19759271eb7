// A library that breaks off is refused with a sentence: loading it would end the process.
using AttentionLab.Engines.TorchSharp;

namespace AttentionLab.Engines.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attentionlab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxBridgeFact]
    public void Require_OfEveryFileOfLibtorch_IsSatisfied()
    {
        foreach (string file in (string[])[Libtorch.Bridge, .. Directory.GetFiles(Libtorch.Folder)]) WholeFile.Require(file);
    }

    [LinuxBridgeTheory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    [InlineData(-1)]
    public void Require_OfAFileThatBreaksOff_SaysHowMuchIsThere(int length)
    {
        byte[] library = File.ReadAllBytes(Libtorch.Bridge);
        string file = Path.Combine(_folder, "libLibTorchSharp.so");
        File.WriteAllBytes(file, length < 0 ? library[..^-length] : library[..length]);
        var e = Assert.Throws<EngineException>(() => WholeFile.Require(file));
        Assert.Contains("libLibTorchSharp.so is damaged", e.Message);
        Assert.Contains($"{new FileInfo(file).Length} of ", e.Message);
    }

    [Fact]
    public void Require_OfAFileThatIsNotThere_SaysSo() =>
        Assert.Contains("libnone.so cannot be read", Assert.Throws<EngineException>(() => WholeFile.Require(Path.Combine(_folder, "libnone.so"))).Message);
}
