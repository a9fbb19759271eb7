// A row times the transpose of a row-major matrix, y = x W': dot products along W's rows, as fast as W comes from memory.
namespace TorchSharp.Kernels;

/// <remarks>A matrix product of one row has nothing to keep in registers: every weight is used once.</remarks>
internal static unsafe class VectorProduct
{
    private const long CellsOfThread = 24_576;      // of W, below which a thread is not worth waking

    /// <summary>y (n) = x (k) . w (n,k)' [+ bias (n)] [+ y]; x and the rows of w are contiguous, these <paramref name="wRow"/> cells apart.</summary>
    public static void Multiply(int n, int k, float* x, float* w, long wRow, float* bias, float* y, bool accumulate) =>
        LaneLoop.For(n, Math.Max(1, CellsOfThread / Math.Max(1, k)), new Job(k, x, w, wRow, bias, y, accumulate));

    private readonly struct Job(int k, float* x, float* w, long wRow, float* bias, float* y, bool accumulate) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float dot = Dot<T>(x, w + (row * wRow), k);
                if (bias != null) dot += bias[row];
                y[row] = accumulate ? y[row] + dot : dot;
            }
        }

        // Four chains hide the latency of the multiply-add; a row is read from end to end, which prefetching likes best.
        private static float Dot<T>(float* x, float* w, long count)
            where T : struct, ILanes<T>
        {
            T s0 = default, s1 = default, s2 = default, s3 = default;
            long i = 0;
            for (; i <= count - (4 * T.Count); i += 4 * T.Count)
            {
                s0 = T.MultiplyAdd(T.Load(x + i), T.Load(w + i), s0);
                s1 = T.MultiplyAdd(T.Load(x + i + T.Count), T.Load(w + i + T.Count), s1);
                s2 = T.MultiplyAdd(T.Load(x + i + (2 * T.Count)), T.Load(w + i + (2 * T.Count)), s2);
                s3 = T.MultiplyAdd(T.Load(x + i + (3 * T.Count)), T.Load(w + i + (3 * T.Count)), s3);
            }
            for (; i <= count - T.Count; i += T.Count) s0 = T.MultiplyAdd(T.Load(x + i), T.Load(w + i), s0);
            if (i < count) s1 = T.MultiplyAdd(T.LoadFirst(x + i, count - i), T.LoadFirst(w + i, count - i), s1);
            return T.Sum(s0 + s1 + (s2 + s3));
        }
    }
}
