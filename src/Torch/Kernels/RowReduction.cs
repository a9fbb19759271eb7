// Largest, sum, dot product and sum of exponentials of one row.
namespace TorchSharp.Kernels;

internal static unsafe class RowReduction
{
    /// <summary>The largest cell; NaN may be lost here, but then shows in <see cref="SumOfExp"/>.</summary>
    public static float Max<T>(float* x, long n)
        where T : struct, ILanes<T>
    {
        T lanes = T.Broadcast(float.NegativeInfinity);
        long i = 0;
        for (; i <= n - T.Count; i += T.Count) lanes = T.Max(lanes, T.Load(x + i));
        float max = T.Largest(lanes);
        for (; i < n; i++) max = max > x[i] ? max : x[i];
        return max;
    }

    public static float Sum<T>(float* x, long n)
        where T : struct, ILanes<T>
    {
        T lanes = default;
        for (long i = 0; i < n; i += T.Count) lanes += n - i >= T.Count ? T.Load(x + i) : T.LoadFirst(x + i, n - i);
        return T.Sum(lanes);
    }

    public static float Dot<T>(float* x, float* y, long n)
        where T : struct, ILanes<T>
    {
        T lanes = default;
        long i = 0;
        for (; i <= n - T.Count; i += T.Count) lanes = T.MultiplyAdd(T.Load(x + i), T.Load(y + i), lanes);
        if (i < n) lanes = T.MultiplyAdd(T.LoadFirst(x + i, n - i), T.LoadFirst(y + i, n - i), lanes);
        return T.Sum(lanes);
    }

    /// <summary>The sum of e^(x - shift).</summary>
    public static float SumOfExp<T>(float* x, float shift, long n)
        where T : struct, ILanes<T>
    {
        T lanes = default, shifts = T.Broadcast(shift);
        long i = 0;
        for (; i <= n - T.Count; i += T.Count) lanes += LaneMath.Exp(T.Load(x + i) - shifts);
        float sum = T.Sum(lanes);
        if (i < n)
        {
            float* rest = stackalloc float[16];
            T.Store(LaneMath.Exp(T.LoadFirst(x + i, n - i) - shifts), rest);
            for (long j = 0; j < n - i; j++) sum += rest[j];
        }
        return sum;
    }
}
