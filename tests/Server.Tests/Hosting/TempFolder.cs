// A folder of a test's own, gone when the test ends.
namespace AttentionLab.Server.Tests.Hosting;

public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("attentionlab-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Puts a copy of all that is in another folder into this one.</summary>
    public void TakeCopyOf(TempFolder other)
    {
        foreach (var folder in Directory.GetDirectories(other.Path, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(folder.Replace(other.Path, Path));
        foreach (var file in Directory.GetFiles(other.Path, "*", SearchOption.AllDirectories)) File.Copy(file, file.Replace(other.Path, Path));
    }

    /// <summary>A host disposes its factory twice, by either way.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
