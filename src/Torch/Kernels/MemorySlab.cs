// Address space from the system in large pieces, asked to lie on large pages: with small ones a matrix product waits for page tables.
using System.Runtime.InteropServices;

namespace TorchSharp.Kernels;

/// <remarks>
/// Linux backs a piece with pages of 2 MiB only where it is told to (madvise) and as it is touched, so what is never used
/// costs nothing. Elsewhere, and where the system has none to give, the pages are small ones.
/// </remarks>
internal static unsafe partial class MemorySlab
{
    public const long LargePage = 2L << 20;

    private const int AdviseLargePages = 14;    // MADV_HUGEPAGE

    /// <summary>At least <paramref name="bytes"/> bytes, aligned to a large page where they fill one.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more memory.</exception>
    public static byte* Allocate(long bytes, long alignment)
    {
        bool large = bytes >= LargePage;
        byte* start = (byte*)NativeMemory.AlignedAlloc(checked((nuint)bytes), (nuint)(large ? LargePage : alignment));
        if (large && OperatingSystem.IsLinux()) Advise(start, (nuint)(bytes / LargePage * LargePage), AdviseLargePages);
        return start;
    }

    public static void Free(byte* start) => NativeMemory.AlignedFree(start);

    // Only advice: its result is not looked at.
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
