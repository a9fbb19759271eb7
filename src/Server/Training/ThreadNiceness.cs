// Lets web requests go before training where the operating system heeds threads one by one.
using System.Runtime.InteropServices;

namespace AttentionLab.Server.Training;

/// <summary>.NET sets thread priorities on Windows only; on Linux each thread has a niceness, which the threads it starts inherit.</summary>
internal static class ThreadNiceness
{
    private const int ProcessOrThread = 0, ThisThread = 0, Niceness = 5;

    public static void Lower()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = setpriority(ProcessOrThread, ThisThread, Niceness);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Training then has the priority of everything else.
        }
    }

    [DllImport("libc")]
    private static extern int setpriority(int which, int who, int niceness);
}
