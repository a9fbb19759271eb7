// Sums of an array in fixed blocks, so that the order of additions depends on its length alone.
namespace TorchSharp.Kernels;

internal static unsafe class BlockSum
{
    private const long Block = 4096;
    private const long Grain = 4;

    public static double Sum(float* x, long n) => Run<Plain>(x, n);

    public static double SumOfSquares(float* x, long n) => Run<Squared>(x, n);

    private interface ITerm
    {
        static abstract T Add<T>(T x, T sum)
            where T : struct, ILanes<T>;
    }

    private static double Run<TTerm>(float* x, long n)
        where TTerm : struct, ITerm
    {
        if (n <= 0) return 0;
        long blocks = (n + Block - 1) / Block;
        double* sums = (double*)NativeMemoryPool.Rent(blocks * sizeof(double));
        LaneLoop.For(blocks, Grain, new Job<TTerm>(x, sums, n));
        double total = 0;
        for (long i = 0; i < blocks; i++) total += sums[i];
        NativeMemoryPool.Return(sums);
        return total;
    }

    private readonly struct Plain : ITerm
    {
        public static T Add<T>(T x, T sum)
            where T : struct, ILanes<T> => sum + x;
    }

    private readonly struct Squared : ITerm
    {
        public static T Add<T>(T x, T sum)
            where T : struct, ILanes<T> => T.MultiplyAdd(x, x, sum);
    }

    private readonly struct Job<TTerm>(float* x, double* sums, long n) : ILaneJob
        where TTerm : struct, ITerm
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long block = from; block < to; block++)
            {
                long count = Math.Min(Block, n - (block * Block)), i = 0;
                float* start = x + (block * Block);
                T s0 = default, s1 = default, s2 = default, s3 = default;
                for (; i <= count - (4 * T.Count); i += 4 * T.Count)
                {
                    s0 = TTerm.Add(T.Load(start + i), s0);
                    s1 = TTerm.Add(T.Load(start + i + T.Count), s1);
                    s2 = TTerm.Add(T.Load(start + i + (2 * T.Count)), s2);
                    s3 = TTerm.Add(T.Load(start + i + (3 * T.Count)), s3);
                }
                for (; i < count; i += T.Count) s0 = TTerm.Add(T.LoadFirst(start + i, Math.Min(T.Count, count - i)), s0);
                sums[block] = (double)T.Sum(s0 + s1) + T.Sum(s2 + s3);
            }
        }
    }
}
