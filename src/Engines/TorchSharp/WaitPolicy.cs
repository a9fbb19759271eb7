// How long libtorch's helper threads spin while they wait for work, before they sleep.
using System.Runtime.InteropServices;

namespace AttentionLab.Engines.TorchSharp;

/// <remarks>
/// libgomp lets its threads spin for milliseconds. As soon as something else wants a core (a browser that draws), the spinning
/// thread holds the one that the working thread waits for, and a step takes up to fifteen times as long. A short spin costs some per
/// cent on a quiet machine and keeps a busy one below twice the time (docs/decisions/0035, bench/results.md). libgomp reads the variable when it is loaded and sees only the process's own
/// environment, so it is set there, by libc; a value that somebody has given stays.
/// </remarks>
internal static class WaitPolicy
{
    private const string Variable = "GOMP_SPINCOUNT", Spins = "600";

    /// <summary>Before libgomp is loaded; nothing where there is none.</summary>
    public static void Set()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null) return;
        try
        {
            _ = setenv(Variable, Spins, 0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // libgomp then waits as it comes.
        }
    }

    [DllImport("libc")]
    private static extern int setenv([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
