// What is done so that TorchSharp's library loads on Linux systems that are a little older: little, to a copy, and to that one library alone.
using System.Security.Cryptography;
using System.Text;
using AttentionLab.Engines.TorchSharp;

namespace AttentionLab.Engines.Tests;

public sealed class OlderLinuxTests : IDisposable
{
    private static readonly byte[] Older = Encoding.ASCII.GetBytes("GLIBCXX_3.4.29 GLIBCXX_3.4.30"), Newer = [.. Older, .. " GLIBCXX_3.4.32"u8], TooOld = Encoding.ASCII.GetBytes("GLIBCXX_3.4.28 GLIBCXX_3.4.29");

    private readonly string _folder = Directory.CreateTempSubdirectory("attentionlab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxBridgeFact]
    public void Fit_OnAnOlderSystem_ChangesFiveBytesOfThreeFieldsInACopy()
    {
        byte[] library = File.ReadAllBytes(Libtorch.Bridge);
        string copy = OlderLinux.Fit(Libtorch.Bridge, _folder, Older);
        Assert.StartsWith(_folder, copy);
        byte[] fitted = File.ReadAllBytes(copy);
        Assert.Equal(library.Length, fitted.Length);
        // The symbol's name, its version, and the flag of the version that need not be there.
        Assert.Equal(
            [(26048, 0x55, 0x01), (26049, 0x00, 0x6C), (26050, 0x00, 0x02), (254834, 0x12, 0x00), (260660, 0x00, 0x02)],
            Enumerable.Range(0, library.Length).Where(i => library[i] != fitted[i]).Select(i => (i, (int)library[i], (int)fitted[i])));
        Assert.Equal(library, File.ReadAllBytes(Libtorch.Bridge));
        Assert.Equal(copy, OlderLinux.Fit(Libtorch.Bridge, _folder, Older)); // and is found again
    }

    [LinuxBridgeFact]
    public void Fit_OnASystemThatHasAll_TakesTheLibraryItself()
    {
        Assert.Equal(Libtorch.Bridge, OlderLinux.Fit(Libtorch.Bridge, _folder, Newer));
        Assert.Equal(Libtorch.Bridge, OlderLinux.Fit(Libtorch.Bridge, _folder, null)); // nobody can tell
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [LinuxBridgeFact]
    public void Fit_OnASystemThatIsTooOld_SaysWhatIsNeeded()
    {
        var e = Assert.Throws<EngineException>(() => OlderLinux.Fit(Libtorch.Bridge, _folder, TooOld));
        Assert.Contains("GLIBCXX_3.4.30", e.Message);
    }

    [LinuxBridgeFact]
    public void Fit_OfAnUnknownLibrary_LeavesItAlone()
    {
        byte[] other = File.ReadAllBytes(Libtorch.Bridge);
        other[^1] ^= 1;
        string library = Path.Combine(_folder, "libLibTorchSharp.so"), cache = Path.Combine(_folder, "cache");
        File.WriteAllBytes(library, other);
        var e = Assert.Throws<EngineException>(() => OlderLinux.Fit(library, cache, Older));
        Assert.Contains("left alone", e.Message);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(other))[..12], e.Message);
        Assert.False(Directory.Exists(cache));
        Assert.Equal(other, File.ReadAllBytes(library));
    }

    [LinuxBridgeFact]
    public void Fit_CacheThatCannotBeWritten_NamesTheSetting()
    {
        string cache = Path.Combine(_folder, "file");
        File.WriteAllText(cache, "");
        var e = Assert.Throws<EngineException>(() => OlderLinux.Fit(Libtorch.Bridge, cache, Older));
        Assert.Contains("Lab:Cache", e.Message);
        Assert.Contains(cache, e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    [LinuxBridgeFact]
    public void Fit_CopyThatIsDamaged_IsMadeAnew()
    {
        string copy = OlderLinux.Fit(Libtorch.Bridge, _folder, Older);
        byte[] whole = File.ReadAllBytes(copy);
        File.WriteAllBytes(copy, whole[..1000]);
        Assert.Equal(copy, OlderLinux.Fit(Libtorch.Bridge, _folder, Older));
        Assert.Equal(whole, File.ReadAllBytes(copy));
    }

    [LinuxBridgeFact]
    public void Fit_ManyAtOnce_AllEndWithOneWholeFile()
    {
        byte[] whole = OlderLinux.WithThreeOtherFields(File.ReadAllBytes(Libtorch.Bridge));
        var paths = new string[8];
        Thread[] threads = [.. Enumerable.Range(0, paths.Length).Select(i => new Thread(() =>
        {
            paths[i] = OlderLinux.Fit(Libtorch.Bridge, _folder, Older);
            if (!File.ReadAllBytes(paths[i]).AsSpan().SequenceEqual(whole)) paths[i] = "not whole";
        }))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        string copy = Assert.Single(paths.Distinct());
        Assert.Equal([copy], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }
}
