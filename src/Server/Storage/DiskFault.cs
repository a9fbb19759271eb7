// Which exceptions mean that the disk is full, gone or closed to us, rather than that we are wrong; and what a person can do then.
namespace AttentionLab.Server.Storage;

public static class DiskFault
{
    // What the systems answer to a write on a file system that takes none.
    private const int ReadOnlyUnix = 30, ReadOnlyWindows = unchecked((int)0x80070013);

    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>How a run that was paused by this goes on.</summary>
    public static string Remedy(Exception e) => e switch
    {
        DirectoryNotFoundException or FileNotFoundException => "Put the folder back, then resume; without it, resuming makes it anew from what is in memory, which is all but the older checkpoints.",
        UnauthorizedAccessException => "Make the folder writable, then resume; until then the last steps are in memory only.",
        { HResult: ReadOnlyUnix or ReadOnlyWindows } => "Make the folder writable, then resume; until then the last steps are in memory only.",
        _ => "Make room, then resume; until then the last steps are in memory only.",
    };
}
