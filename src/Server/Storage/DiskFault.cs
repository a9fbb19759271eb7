// Which exceptions mean that the disk is full, gone or closed to us, rather than that we are wrong.
namespace AttentionLab.Server.Storage;

public static class DiskFault
{
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;
}
