// Rows of a table by index, and the gradient that adds rows back.
namespace TorchSharp.Kernels;

internal static unsafe class EmbeddingLookup
{
    private const long CellsOfThread = 16_384;

    /// <summary>y (count, columns) = table[ids]; the caller has checked the ids.</summary>
    public static void Forward(float* table, long* ids, float* y, long count, long columns)
    {
        if (columns <= 0) return;
        var job = new ForwardJob(table, ids, y, columns);
        ForkJoin.For(count, Math.Max(1, CellsOfThread / columns), ref job);
    }

    /// <summary>dTable[ids] += dy, in the order of the ids: threads share the columns, not the rows.</summary>
    public static void Backward(float* dy, long* ids, float* dTable, long count, long columns)
    {
        const long Stripe = BackwardJob.Stripe;
        if (count > 0) LaneLoop.For((columns + Stripe - 1) / Stripe, Math.Max(1, CellsOfThread / (Stripe * count)), new BackwardJob(dy, ids, dTable, count, columns));
    }

    private readonly struct ForwardJob(float* table, long* ids, float* y, long columns) : IRangeJob
    {
        public void Run(long from, long to)
        {
            long bytes = columns * sizeof(float);
            for (long i = from; i < to; i++) Buffer.MemoryCopy(table + (ids[i] * columns), y + (i * columns), bytes, bytes);
        }
    }

    private readonly struct BackwardJob(float* dy, long* ids, float* dTable, long count, long columns) : ILaneJob
    {
        public const long Stripe = 64;

        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            long left = from * Stripe, right = Math.Min(columns, to * Stripe);
            for (long i = 0; i < count; i++)
            {
                float* source = dy + (i * columns), target = dTable + (ids[i] * columns);
                long j = left;
                for (; j <= right - T.Count; j += T.Count) T.Store(T.Load(target + j) + T.Load(source + j), target + j);
                if (j < right) T.StoreFirst(T.LoadFirst(target + j, right - j) + T.LoadFirst(source + j, right - j), target + j, right - j);
            }
        }
    }
}
