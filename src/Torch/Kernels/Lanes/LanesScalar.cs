// One lane: machines without SIMD.
using System.Runtime.CompilerServices;

namespace TorchSharp.Kernels;

internal readonly unsafe struct LanesScalar(float value) : ILanes<LanesScalar>
{
    private readonly float v = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static LanesScalar Indices => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Broadcast(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Load(float* from) => new(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* at)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchFar(float* at)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LanesScalar value, float* to) => *to = value.v;

    public static LanesScalar LoadFirst(float* from, long count) => count > 0 ? Load(from) : default;

    public static void StoreFirst(LanesScalar value, float* to, long count)
    {
        if (count > 0) Store(value, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar operator +(LanesScalar a, LanesScalar b) => new(a.v + b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar operator -(LanesScalar a, LanesScalar b) => new(a.v - b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar operator *(LanesScalar a, LanesScalar b) => new(a.v * b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar operator /(LanesScalar a, LanesScalar b) => new(a.v / b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Reciprocal(LanesScalar a) => new(1 / a.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar MultiplyAdd(LanesScalar a, LanesScalar b, LanesScalar c) => new((a.v * b.v) + c.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Max(LanesScalar a, LanesScalar b) => new(a.v > b.v ? a.v : b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Min(LanesScalar a, LanesScalar b) => new(a.v < b.v ? a.v : b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Abs(LanesScalar a) => new(MathF.Abs(a.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Sqrt(LanesScalar a) => new(MathF.Sqrt(a.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Round(LanesScalar a) => new(MathF.Round(a.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Less(LanesScalar a, LanesScalar b) => new(BitConverter.Int32BitsToSingle(a.v < b.v ? -1 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar LessOrEqual(LanesScalar a, LanesScalar b) => new(BitConverter.Int32BitsToSingle(a.v <= b.v ? -1 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Select(LanesScalar mask, LanesScalar a, LanesScalar b) => BitConverter.SingleToInt32Bits(mask.v) != 0 ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar SelectLess(LanesScalar left, LanesScalar right, LanesScalar a, LanesScalar b) => left.v < right.v ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Scale(LanesScalar a, LanesScalar n) => new(MathF.ScaleB(a.v, (int)n.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(LanesScalar a) => a.v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(LanesScalar a) => a.v;
}
