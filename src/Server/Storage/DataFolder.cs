// The lab's folder on disk: made, checked and locked once at start.
using System.Globalization;
using AttentionLab.Server.Setup;

namespace AttentionLab.Server.Storage;

/// <summary>Paths of the data folder; holds its lock until disposed, so that two servers never share one.</summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "lab.lock", HolderName = "lab.holder";

    /// <summary>Who holds the folder, in a file of its own, because nobody else can read a locked one.</summary>
    private static readonly string Self = string.Create(CultureInfo.InvariantCulture,
        $"process {Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC");

    private FileStream _lock;

    /// <exception cref="LabStartException">The folder cannot be made, written or locked.</exception>
    public DataFolder(LabOptions options, IHostEnvironment host) : this(Path.GetFullPath(options.Data, host.ContentRootPath)) { }

    public DataFolder(string root)
    {
        Root = root;
        Make();
        _lock = Lock();
    }

    public string Root { get; }
    public string Runs => Path.Combine(Root, "runs");
    public string Races => Path.Combine(Root, "races");
    public string Corpora => Path.Combine(Root, "corpora");

    /// <summary>Runs that were deleted and can still be had back.</summary>
    public string Deleted => Path.Combine(Root, "deleted");

    /// <summary>Texts that can be fetched again.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>Keys that protect the state of open pages.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Before something is written: makes the folder again if it was removed while the server ran, and takes its lock again.</summary>
    /// <exception cref="LabException">It cannot be made, or another server has taken the place.</exception>
    public void Keep()
    {
        if (File.Exists(Path.Combine(Root, LockName)) && (Holder() is not { } holder || holder == Self)) return;
        try
        {
            Make();
            var taken = Lock();
            _lock.Dispose();
            _lock = taken;
        }
        catch (LabStartException e)
        {
            throw new LabException(Refusal.Unavailable, e.Message);
        }
    }

    public void Dispose() => _lock.Dispose();

    private void Make()
    {
        try
        {
            foreach (var folder in new[] { Runs, Races, Deleted, Corpora, Cache, Keys }) Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unwritable(e);
        }
    }

    private FileStream Lock()
    {
        string path = Path.Combine(Root, LockName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new LabStartException($"The data folder '{Root}' is in use by another AttentionLab server{(Holder() is { } holder ? $" ({holder})" : "")}. Stop that one, or give this one its own folder with Lab:Data (LAB__DATA in the environment).");
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw Unwritable(e);
        }
        WriteHolder();
        return file;
    }

    private void WriteHolder()
    {
        string path = Path.Combine(Root, HolderName);
        try
        {
            File.WriteAllText(path, Self);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            File.Delete(path); // a server on a full disk has to start, so that something can be deleted; the lock is held all the same
        }
    }

    /// <summary>Somebody else holds the file, as the systems say it; anything else means that it cannot be written.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    /// <summary>Who holds the folder or held it last; null where nobody wrote it down.</summary>
    private string? Holder()
    {
        try
        {
            return File.ReadAllText(Path.Combine(Root, HolderName)) is { Length: > 0 } holder ? holder : null;
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            return null;
        }
    }

    private LabStartException Unwritable(Exception e) =>
        new($"The data folder '{Root}' cannot be written: {e.Message} Give one that can with Lab:Data (LAB__DATA in the environment).");
}
