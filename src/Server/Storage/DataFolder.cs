// The lab's folder on disk: made, checked and locked once at start.
using System.Globalization;
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Storage;

/// <summary>Paths of the data folder; holds its lock until disposed, so that two servers never share one.</summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "lab.lock";
    private readonly FileStream _lock;

    /// <exception cref="LabStartException">The folder cannot be made, written or locked.</exception>
    public DataFolder(LabOptions options, IHostEnvironment host) : this(Path.GetFullPath(options.Data, host.ContentRootPath)) { }

    public DataFolder(string root)
    {
        Root = root;
        try
        {
            foreach (var folder in new[] { Runs, Races, Corpora, Cache, Keys }) Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unwritable(e);
        }
        _lock = Lock();
    }

    public string Root { get; }
    public string Runs => Path.Combine(Root, "runs");
    public string Races => Path.Combine(Root, "races");
    public string Corpora => Path.Combine(Root, "corpora");

    /// <summary>Texts that can be fetched again.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>Keys that protect the state of open pages.</summary>
    public string Keys => Path.Combine(Root, "keys");

    public void Dispose() => _lock.Dispose();

    private FileStream Lock()
    {
        string path = Path.Combine(Root, LockName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new LabStartException($"The data folder '{Root}' is in use by another AttentionLab server{Holder(path)}. Stop that one, or give this one its own folder with Lab:Data (LAB__DATA in the environment).");
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw Unwritable(e);
        }
        try
        {
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return file;
        }
        catch (IOException e)
        {
            file.Dispose();
            throw Unwritable(e);
        }
    }

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            string holder = new StreamReader(file).ReadToEnd();
            return holder.Length > 0 ? $" (process {holder})" : "";
        }
        catch (IOException)
        {
            return ""; // where locks also stop readers
        }
    }

    private LabStartException Unwritable(Exception e) =>
        new($"The data folder '{Root}' cannot be written: {e.Message} Give one that can with Lab:Data (LAB__DATA in the environment).");
}
