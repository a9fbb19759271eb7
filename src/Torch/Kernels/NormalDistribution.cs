// x times the normal distribution function, which is the exact GELU, and its gradient, in one long loop over vectors.
using System.Runtime.CompilerServices;

namespace TorchSharp.Kernels;

/// <remarks>Written out in one method, exponential included: spread over several it exceeds what the compiler takes in.</remarks>
internal static unsafe class NormalDistribution
{
    private const long Granule = 1024;      // cells; borders between threads fall on whole cache lines
    private const long GranulesOfThread = 4;
    private const int Widest = 16;

    /// <summary>y (n) = x Φ(x), which may be x, and slope (n) = Φ(x) + x φ(x) unless it is null.</summary>
    public static void Run(float* x, float* y, float* slope, long n) =>
        LaneLoop.For((n + Granule - 1) / Granule, GranulesOfThread, new Job(x, y, slope, n));

    /// <summary>As <see cref="Run"/> for a tile on the calling thread: c (rows, columns) in place; its rows and those of the slopes are <paramref name="row"/> apart.</summary>
    public static void Tile<T>(int rows, int columns, float* c, float* slopes, long row)
        where T : struct, ILanes<T>
    {
        int whole = columns / T.Count * T.Count;
        if (whole > 0) Cells<T>(c, c, slopes, rows, whole, row);
        if (whole == columns) return;
        for (int i = 0; i < rows; i++) Last<T>(c + (i * row) + whole, c + (i * row) + whole, slopes == null ? null : slopes + (i * row) + whole, columns - whole);
    }

    // Columns are a multiple of the lanes. Φ has a relative error of 3e-7, in the left tail too; what is beyond 13.2 deviations, about
    // 1e-39, counts as 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Cells<T>(float* x, float* y, float* slope, long rows, long columns, long row)
        where T : struct, ILanes<T>
    {
        T one = T.Broadcast(1f), farthest = T.Broadcast(13.2f);
        long i = 0;
        while (rows > 0)
        {
            T value = T.Load(x + i);
            T size = T.Min(farthest, T.Abs(value)), exponent = T.Broadcast(-0.5f) * size * size;
            // e^(-x^2/2) as in LaneMath.Exp, which need not mind its ends here.
            T whole = T.Round(exponent * T.Broadcast(1.44269504f));
            T r = T.MultiplyAdd(whole, T.Broadcast(-0.693359375f), exponent);
            r = T.MultiplyAdd(whole, T.Broadcast(2.12194440e-4f), r);
            T p = T.Broadcast(0.00138146f);
            p = T.MultiplyAdd(p, r, T.Broadcast(0.00836871564f));
            p = T.MultiplyAdd(p, r, T.Broadcast(0.041668389f));
            p = T.MultiplyAdd(p, r, T.Broadcast(0.166665211f));
            p = T.MultiplyAdd(p, r, T.Broadcast(0.49999994f));
            T e = T.Scale(T.MultiplyAdd(r, T.MultiplyAdd(p, r, one), one), whole);
            e = T.SelectLess(size, farthest, e, default);
            // The tail beyond |x| is e^(-x^2/2) t q(t) with t = 1 / (1 + 0.33 |x|), q fitted on |x| <= 14 (relative error 5.5e-8).
            T t = T.Reciprocal(T.MultiplyAdd(T.Broadcast(0.33f), size, one));
            T q = T.Broadcast(-0.02080754f);
            q = T.MultiplyAdd(q, t, T.Broadcast(0.123079725f));
            q = T.MultiplyAdd(q, t, T.Broadcast(-0.267185897f));
            q = T.MultiplyAdd(q, t, T.Broadcast(0.22463043f));
            q = T.MultiplyAdd(q, t, T.Broadcast(-0.0565267578f));
            q = T.MultiplyAdd(q, t, T.Broadcast(0.121819265f));
            q = T.MultiplyAdd(q, t, T.Broadcast(0.111065842f));
            q = T.MultiplyAdd(q, t, T.Broadcast(0.132302791f));
            q = T.MultiplyAdd(q, t, T.Broadcast(0.131622165f));
            T tail = e * t * q;
            T distribution = T.SelectLess(value, default, tail, one - tail);
            T.Store(value * distribution, y + i);
            if (slope != null) T.Store(T.MultiplyAdd(value * T.Broadcast(0.398942280f), e, distribution), slope + i);     // φ = e / sqrt(2 π)
            i += T.Count;
            if (i < columns) continue;
            i = 0;
            rows--;
            x += row;
            y += row;
            if (slope != null) slope += row;
        }
    }

    // Fewer cells than a vector has lanes, as a vector of their own.
    private static void Last<T>(float* x, float* y, float* slope, long count)
        where T : struct, ILanes<T>
    {
        float* cells = stackalloc float[2 * Widest];
        T.Store(T.LoadFirst(x, count), cells);
        Cells<T>(cells, cells, cells + Widest, 1, T.Count, 0);
        T.StoreFirst(T.Load(cells), y, count);
        if (slope != null) T.StoreFirst(T.Load(cells + Widest), slope, count);
    }

    private readonly struct Job(float* x, float* y, float* slope, long n) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            long start = from * Granule, count = Math.Min(n, to * Granule) - start, whole = count / T.Count * T.Count, rest = count - whole;
            if (whole > 0) Cells<T>(x + start, y + start, slope == null ? null : slope + start, 1, whole, 0);
            long last = start + whole;
            if (rest > 0) Last<T>(x + last, y + last, slope == null ? null : slope + last, rest);
        }
    }
}
