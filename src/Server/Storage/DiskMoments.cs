// The moments at which the lab's files change: tests let the disk fail, or the process end, at each of them.
namespace AttentionLab.Server.Storage;

/// <summary>What is about to happen to a file.</summary>
public enum DiskMoment
{
    /// <summary>A temporary file is made beside it.</summary>
    Create,

    /// <summary>Bytes go into the temporary file.</summary>
    Write,

    /// <summary>The temporary file is whole and goes to the disk.</summary>
    Sync,

    /// <summary>The temporary file takes its place.</summary>
    Rename,

    /// <summary>It has taken its place.</summary>
    Renamed,

    /// <summary>Bytes are added at its end.</summary>
    Append,

    /// <summary>It is removed.</summary>
    Delete,
}

internal static class DiskMoments
{
    /// <summary>Told of each moment right before it. All stores of the process tell it, so a listener looks at the path.</summary>
    internal static event Action<DiskMoment, string>? Passing;

    internal static void Pass(DiskMoment moment, string path) => Passing?.Invoke(moment, path);
}
