// y = f(a, b), element by element, for every element type: arithmetic and comparisons.
using System.Numerics;

namespace TorchSharp.Loops;

internal interface IBinary
{
    static abstract T Apply<T>(T a, T b) where T : unmanaged, INumber<T>;
}

internal interface IComparison
{
    static abstract bool Apply<T>(T a, T b) where T : unmanaged, INumber<T>;
}

internal static unsafe class BinaryLoop
{
    /// <summary>y = f(a, b); all three of one type.</summary>
    public static void Run<TOp>(torch.Tensor y, torch.Tensor a, torch.Tensor b) where TOp : struct, IBinary
    {
        switch (y.type)
        {
            case torch.ScalarType.Float32: StridedLoop.Run(y.sizes, new Body<float, TOp>(), y, a, b); break;
            case torch.ScalarType.Float64: StridedLoop.Run(y.sizes, new Body<double, TOp>(), y, a, b); break;
            case torch.ScalarType.Int64: StridedLoop.Run(y.sizes, new Body<long, TOp>(), y, a, b); break;
            case torch.ScalarType.Int32: StridedLoop.Run(y.sizes, new Body<int, TOp>(), y, a, b); break;
            case torch.ScalarType.Int16: StridedLoop.Run(y.sizes, new Body<short, TOp>(), y, a, b); break;
            case torch.ScalarType.Int8: StridedLoop.Run(y.sizes, new Body<sbyte, TOp>(), y, a, b); break;
            case torch.ScalarType.Byte: StridedLoop.Run(y.sizes, new Body<byte, TOp>(), y, a, b); break;
            case torch.ScalarType.Bool: StridedLoop.Run(y.sizes, new TruthBody<TOp>(), y, a, b); break;
            default: throw ElementType.Unsupported(y.type);
        }
    }

    /// <summary>y (Bool) = a ? b; a and b of one type.</summary>
    public static void Compare<TOp>(torch.Tensor y, torch.Tensor a, torch.Tensor b) where TOp : struct, IComparison
    {
        switch (a.type)
        {
            case torch.ScalarType.Float32: StridedLoop.Run(y.sizes, new ComparisonBody<float, TOp>(), y, a, b); break;
            case torch.ScalarType.Float64: StridedLoop.Run(y.sizes, new ComparisonBody<double, TOp>(), y, a, b); break;
            case torch.ScalarType.Int64: StridedLoop.Run(y.sizes, new ComparisonBody<long, TOp>(), y, a, b); break;
            case torch.ScalarType.Int32: StridedLoop.Run(y.sizes, new ComparisonBody<int, TOp>(), y, a, b); break;
            case torch.ScalarType.Int16: StridedLoop.Run(y.sizes, new ComparisonBody<short, TOp>(), y, a, b); break;
            case torch.ScalarType.Int8: StridedLoop.Run(y.sizes, new ComparisonBody<sbyte, TOp>(), y, a, b); break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool: StridedLoop.Run(y.sizes, new ComparisonBody<byte, TOp>(), y, a, b); break;
            default: throw ElementType.Unsupported(a.type);
        }
    }

    private struct Body<T, TOp> : IStridedBody where T : unmanaged, INumber<T> where TOp : struct, IBinary
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], a = at[1], b = at[2];
            long dy = steps[0], da = steps[1], db = steps[2];
            for (long i = 0; i < count; i++, y += dy, a += da, b += db) *(T*)y = TOp.Apply(*(T*)a, *(T*)b);
        }
    }

    private struct TruthBody<TOp> : IStridedBody where TOp : struct, IBinary
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], a = at[1], b = at[2];
            for (long i = 0; i < count; i++, y += steps[0], a += steps[1], b += steps[2]) *y = TOp.Apply(*a, *b) != 0 ? (byte)1 : (byte)0;
        }
    }

    private struct ComparisonBody<T, TOp> : IStridedBody where T : unmanaged, INumber<T> where TOp : struct, IComparison
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], a = at[1], b = at[2];
            for (long i = 0; i < count; i++, y += steps[0], a += steps[1], b += steps[2])
                *y = TOp.Apply(*(T*)a, *(T*)b) ? (byte)1 : (byte)0;
        }
    }
}
