// Counter-based random numbers (Philox 4x32-10): the value at an index does not depend on who computes it, or when.
namespace TorchSharp.Kernels;

/// <remarks>
/// The key is the seed. The counter's upper half is the offset, a stream number: calls with different offsets never overlap.
/// Its lower half counts blocks of four words within the stream; how indices map to words says <see cref="PhiloxWords.Group"/>.
/// </remarks>
internal static unsafe class Philox
{
    private const int Group = PhiloxWords.Group;
    private const long GroupsOfThread = 128;

    /// <summary>y (n) uniform in [0, 1), multiples of 2^-24.</summary>
    public static void Uniform(float* y, long n, ulong seed, ulong offset)
    {
        var job = new UniformJob(y, n, seed, offset);
        ForkJoin.For(GroupsFor(n), GroupsOfThread, ref job);
    }

    /// <summary>y (n) standard normal, by Box and Muller.</summary>
    public static void Normal(float* y, long n, ulong seed, ulong offset)
    {
        var job = new NormalJob(y, n, seed, offset);
        ForkJoin.For(GroupsFor(n), GroupsOfThread / 8, ref job);
    }

    /// <summary>y = x / (1 - p) where the uniform number of the index is at least p, else 0; the gradient is the same call on dy.</summary>
    public static void Dropout(float* x, float* y, long n, float p, ulong seed, ulong offset)
    {
        if (p <= 0) new ReadOnlySpan<float>(x, checked((int)n)).CopyTo(new Span<float>(y, (int)n));
        else LaneLoop.For(GroupsFor(n), GroupsOfThread, new DropoutJob(x, y, n, p, seed, offset));
    }

    private static long GroupsFor(long n) => (n + Group - 1) / Group;

    private readonly struct UniformJob(float* y, long n, ulong seed, ulong offset) : IRangeJob
    {
        public void Run(long from, long to)
        {
            long whole = Math.Min(to, n / Group);
            if (whole > from) PhiloxWords.Groups(y + (from * Group), from, whole - from, seed, offset);
            if (to <= whole) return;
            float* fractions = stackalloc float[Group];
            PhiloxWords.Groups(fractions, whole, 1, seed, offset);
            for (long i = whole * Group; i < n; i++) y[i] = fractions[i - (whole * Group)];
        }
    }

    private readonly struct NormalJob(float* y, long n, ulong seed, ulong offset) : IRangeJob
    {
        public void Run(long from, long to)
        {
            float* fractions = stackalloc float[Group];
            for (long group = from; group < to; group++)
            {
                PhiloxWords.Groups(fractions, group, 1, seed, offset);
                // Cells 16 apart share a radius and an angle.
                for (int i = 0; i < Group; i++)
                {
                    if ((i & 16) != 0) continue;
                    double radius = Math.Sqrt(-2 * Math.Log(1 - (double)fractions[i]));
                    var (sine, cosine) = Math.SinCos(2 * Math.PI * fractions[i + 16]);
                    long at = (group * Group) + i;
                    if (at < n) y[at] = (float)(radius * cosine);
                    if (at + 16 < n) y[at + 16] = (float)(radius * sine);
                }
            }
        }
    }

    private readonly struct DropoutJob(float* x, float* y, long n, float p, ulong seed, ulong offset) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            float* fractions = stackalloc float[Group];
            T least = T.Broadcast(p), scale = T.Broadcast(1 / (1 - p));
            for (long group = from; group < to; group++)
            {
                PhiloxWords.Groups(fractions, group, 1, seed, offset);
                long start = group * Group, end = Math.Min(n, start + Group);
                for (long i = start; i < end; i += T.Count)
                {
                    T dropped = T.Less(T.Load(fractions + (i - start)), least);
                    if (end - i >= T.Count) T.Store(T.Select(dropped, default, T.Load(x + i) * scale), y + i);
                    else T.StoreFirst(T.Select(dropped, default, T.LoadFirst(x + i, end - i) * scale), y + i, end - i);
                }
            }
        }
    }
}
