// The few vector operations that kernels are written in, so that one source serves every SIMD width.
namespace TorchSharp.Kernels;

/// <summary>A vector of <see cref="Count"/> floats. Masks are vectors whose lanes have all bits set or none.</summary>
internal unsafe interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    /// <summary>0, 1, 2 and so on.</summary>
    static abstract T Indices { get; }

    static abstract T Broadcast(float value);

    static abstract T Load(float* from);

    /// <summary>Begins to bring a cache line near; any address is allowed, and without the instruction nothing happens.</summary>
    static abstract void Prefetch(float* at);

    /// <summary>As <see cref="Prefetch"/>, but only as near as the second-level cache.</summary>
    static abstract void PrefetchFar(float* at);

    static abstract void Store(T value, float* to);

    /// <summary>The first <paramref name="count"/> lanes from memory, the others 0; reads nothing beyond.</summary>
    static abstract T LoadFirst(float* from, long count);

    /// <summary>Writes the first <paramref name="count"/> lanes and nothing beyond.</summary>
    static abstract void StoreFirst(T value, float* to, long count);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>1 / a for normal a, to about 1 unit in the last place.</summary>
    static abstract T Reciprocal(T a);

    /// <summary>a b + c, in one rounding where the machine can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>The larger one; where either is not a number, b.</summary>
    static abstract T Max(T a, T b);

    /// <summary>The smaller one; where either is not a number, b.</summary>
    static abstract T Min(T a, T b);

    static abstract T Abs(T a);

    static abstract T Sqrt(T a);

    static abstract T Round(T a);

    static abstract T Less(T a, T b);

    static abstract T LessOrEqual(T a, T b);

    /// <summary>a where the mask is set, else b.</summary>
    static abstract T Select(T mask, T a, T b);

    /// <summary>a where left is less than right, else b: without a mask in between, which costs two instructions.</summary>
    static abstract T SelectLess(T left, T right, T a, T b);

    /// <summary>a 2^n for a whole n in [-252, 252], denormals included.</summary>
    static abstract T Scale(T a, T n);

    static abstract float Sum(T a);

    static abstract float Largest(T a);
}

/// <summary>Loads and stores of the first lanes by way of the stack, where the machine has no masks.</summary>
internal static unsafe class FirstLanes
{
    public static T Load<T>(float* from, long count)
        where T : struct, ILanes<T>
    {
        float* lanes = stackalloc float[16];
        for (long i = 0; i < count; i++) lanes[i] = from[i];
        for (long i = count; i < T.Count; i++) lanes[i] = 0;
        return T.Load(lanes);
    }

    public static void Store<T>(T value, float* to, long count)
        where T : struct, ILanes<T>
    {
        float* lanes = stackalloc float[16];
        T.Store(value, lanes);
        for (long i = 0; i < count; i++) to[i] = lanes[i];
    }
}
