// A folder of a test's own, gone when the test ends.
namespace AttentionLab.Server.Tests.Hosting;

public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("attentionlab-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A host disposes its factory twice, by either way.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
