// Lets web requests go before training where the operating system heeds threads one by one.
using System.Runtime.InteropServices;

namespace AttentionLab.Server.Training;

/// <summary>.NET sets thread priorities on Windows only; on Linux each thread has a niceness, which the threads it starts inherit.</summary>
internal static class ThreadNiceness
{
    private const int ProcessOrThread = 0, ThisThread = 0;

    /// <param name="niceness">Of the calling thread: 0 (as every other) to 19 (only when nobody else wants the core).</param>
    public static void Set(int niceness)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = setpriority(ProcessOrThread, ThisThread, niceness);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Training then has the priority of everything else.
        }
    }

    [DllImport("libc")]
    private static extern int setpriority(int which, int who, int niceness);
}
