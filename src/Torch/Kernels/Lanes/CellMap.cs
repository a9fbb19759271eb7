// Functions applied cell by cell to contiguous arrays.
using System.Runtime.CompilerServices;

namespace TorchSharp.Kernels;

/// <summary>y = f(x) in lanes.</summary>
internal interface ILaneUnary
{
    T Of<T>(T x)
        where T : struct, ILanes<T>;
}

/// <summary>y = f(a, b) in lanes.</summary>
internal interface ILaneBinary
{
    T Of<T>(T a, T b)
        where T : struct, ILanes<T>;
}

/// <remarks>The last cells have a method of their own: two copies of a long function in one exceed what the compiler takes in.</remarks>
internal static unsafe class CellMap
{
    private const long Granule = 1024;      // cells; borders between threads fall on whole cache lines
    private const long CheapGranules = 16;  // work of a thread for a function of a few instructions: 64 KB

    /// <summary>y (n) = f(x); x may be y. A costly function is worth a thread for fewer cells.</summary>
    public static void Run<TFunction>(float* x, float* y, long n, TFunction function, bool costly = false)
        where TFunction : struct, ILaneUnary =>
        LaneLoop.For((n + Granule - 1) / Granule, costly ? CheapGranules / 4 : CheapGranules, new UnaryJob<TFunction>(x, y, n, function));

    /// <summary>y (n) = f(a, b); a or b may be y.</summary>
    public static void Run<TFunction>(float* a, float* b, float* y, long n, TFunction function, bool costly = false)
        where TFunction : struct, ILaneBinary =>
        LaneLoop.For((n + Granule - 1) / Granule, costly ? CheapGranules / 4 : CheapGranules, new BinaryJob<TFunction>(a, b, y, n, function));

    private readonly struct UnaryJob<TFunction>(float* x, float* y, long n, TFunction function) : ILaneJob
        where TFunction : struct, ILaneUnary
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            TFunction f = function;
            float* input = x, output = y;
            long i = from * Granule, end = Math.Min(n, to * Granule);
            for (; i <= end - T.Count; i += T.Count) T.Store(f.Of(T.Load(input + i)), output + i);
            if (i < end) Rest<T>(i, end - i);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Rest<T>(long i, long count)
            where T : struct, ILanes<T> => T.StoreFirst(function.Of(T.LoadFirst(x + i, count)), y + i, count);
    }

    private readonly struct BinaryJob<TFunction>(float* a, float* b, float* y, long n, TFunction function) : ILaneJob
        where TFunction : struct, ILaneBinary
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            TFunction f = function;
            float* first = a, second = b, output = y;
            long i = from * Granule, end = Math.Min(n, to * Granule);
            for (; i <= end - T.Count; i += T.Count) T.Store(f.Of(T.Load(first + i), T.Load(second + i)), output + i);
            if (i < end) Rest<T>(i, end - i);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Rest<T>(long i, long count)
            where T : struct, ILanes<T> =>
            T.StoreFirst(function.Of(T.LoadFirst(a + i, count), T.LoadFirst(b + i, count)), y + i, count);
    }
}
