// y = f(x), element by element: functions of any number, functions of floating-point numbers, and truths about numbers.
using System.Numerics;

namespace TorchSharp.Loops;

internal interface IUnary
{
    static abstract T Apply<T>(T x) where T : unmanaged, INumber<T>;
}

internal interface IUnaryFloat
{
    static abstract T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>;
}

internal interface IPredicate
{
    static abstract bool Apply<T>(T x) where T : unmanaged, INumber<T>;
}

internal static unsafe class UnaryLoop
{
    /// <summary>y = f(x), both of one type.</summary>
    public static void Run<TOp>(torch.Tensor y, torch.Tensor x) where TOp : struct, IUnary
    {
        switch (y.type)
        {
            case torch.ScalarType.Float32: StridedLoop.Run(y.sizes, new Body<float, TOp>(), y, x); break;
            case torch.ScalarType.Float64: StridedLoop.Run(y.sizes, new Body<double, TOp>(), y, x); break;
            case torch.ScalarType.Int64: StridedLoop.Run(y.sizes, new Body<long, TOp>(), y, x); break;
            case torch.ScalarType.Int32: StridedLoop.Run(y.sizes, new Body<int, TOp>(), y, x); break;
            case torch.ScalarType.Int16: StridedLoop.Run(y.sizes, new Body<short, TOp>(), y, x); break;
            case torch.ScalarType.Int8: StridedLoop.Run(y.sizes, new Body<sbyte, TOp>(), y, x); break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool: StridedLoop.Run(y.sizes, new Body<byte, TOp>(), y, x); break;
            default: throw ElementType.Unsupported(y.type);
        }
    }

    /// <summary>y = f(x), both Float32 or both Float64.</summary>
    public static void RunFloat<TOp>(torch.Tensor y, torch.Tensor x) where TOp : struct, IUnaryFloat
    {
        switch (y.type)
        {
            case torch.ScalarType.Float32: StridedLoop.Run(y.sizes, new FloatBody<float, TOp>(), y, x); break;
            case torch.ScalarType.Float64: StridedLoop.Run(y.sizes, new FloatBody<double, TOp>(), y, x); break;
            default: throw ElementType.Unsupported(y.type);
        }
    }

    /// <summary>y (Bool) = does it hold for x.</summary>
    public static void Test<TOp>(torch.Tensor y, torch.Tensor x) where TOp : struct, IPredicate
    {
        switch (x.type)
        {
            case torch.ScalarType.Float32: StridedLoop.Run(y.sizes, new PredicateBody<float, TOp>(), y, x); break;
            case torch.ScalarType.Float64: StridedLoop.Run(y.sizes, new PredicateBody<double, TOp>(), y, x); break;
            case torch.ScalarType.Int64: StridedLoop.Run(y.sizes, new PredicateBody<long, TOp>(), y, x); break;
            case torch.ScalarType.Int32: StridedLoop.Run(y.sizes, new PredicateBody<int, TOp>(), y, x); break;
            case torch.ScalarType.Int16: StridedLoop.Run(y.sizes, new PredicateBody<short, TOp>(), y, x); break;
            case torch.ScalarType.Int8: StridedLoop.Run(y.sizes, new PredicateBody<sbyte, TOp>(), y, x); break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool: StridedLoop.Run(y.sizes, new PredicateBody<byte, TOp>(), y, x); break;
            default: throw ElementType.Unsupported(x.type);
        }
    }

    private struct Body<T, TOp> : IStridedBody where T : unmanaged, INumber<T> where TOp : struct, IUnary
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], x = at[1];
            for (long i = 0; i < count; i++, y += steps[0], x += steps[1]) *(T*)y = TOp.Apply(*(T*)x);
        }
    }

    private struct FloatBody<T, TOp> : IStridedBody where T : unmanaged, IFloatingPointIeee754<T> where TOp : struct, IUnaryFloat
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], x = at[1];
            for (long i = 0; i < count; i++, y += steps[0], x += steps[1]) *(T*)y = TOp.Apply(*(T*)x);
        }
    }

    private struct PredicateBody<T, TOp> : IStridedBody where T : unmanaged, INumber<T> where TOp : struct, IPredicate
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], x = at[1];
            for (long i = 0; i < count; i++, y += steps[0], x += steps[1]) *y = TOp.Apply(*(T*)x) ? (byte)1 : (byte)0;
        }
    }
}
