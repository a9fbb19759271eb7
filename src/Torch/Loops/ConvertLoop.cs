// y = x with another element type: as a C cast does, and to Bool by "is not zero".
using System.Numerics;

namespace TorchSharp.Loops;

internal static unsafe class ConvertLoop
{
    public static void Run(torch.Tensor y, torch.Tensor x)
    {
        switch (x.type)
        {
            case torch.ScalarType.Float32: From<float>(y, x); break;
            case torch.ScalarType.Float64: From<double>(y, x); break;
            case torch.ScalarType.Int64: From<long>(y, x); break;
            case torch.ScalarType.Int32: From<int>(y, x); break;
            case torch.ScalarType.Int16: From<short>(y, x); break;
            case torch.ScalarType.Int8: From<sbyte>(y, x); break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool: From<byte>(y, x); break;
            default: throw ElementType.Unsupported(x.type);
        }
    }

    private static void From<TFrom>(torch.Tensor y, torch.Tensor x) where TFrom : unmanaged, INumber<TFrom>
    {
        switch (y.type)
        {
            case torch.ScalarType.Float32: StridedLoop.Run(y.sizes, new Body<TFrom, float>(), y, x); break;
            case torch.ScalarType.Float64: StridedLoop.Run(y.sizes, new Body<TFrom, double>(), y, x); break;
            case torch.ScalarType.Int64: StridedLoop.Run(y.sizes, new Body<TFrom, long>(), y, x); break;
            case torch.ScalarType.Int32: StridedLoop.Run(y.sizes, new Body<TFrom, int>(), y, x); break;
            case torch.ScalarType.Int16: StridedLoop.Run(y.sizes, new WrappingBody<TFrom, short>(), y, x); break;
            case torch.ScalarType.Int8: StridedLoop.Run(y.sizes, new WrappingBody<TFrom, sbyte>(), y, x); break;
            case torch.ScalarType.Byte: StridedLoop.Run(y.sizes, new WrappingBody<TFrom, byte>(), y, x); break;
            case torch.ScalarType.Bool: StridedLoop.Run(y.sizes, new TruthBody<TFrom>(), y, x); break;
            default: throw ElementType.Unsupported(y.type);
        }
    }

    private struct Body<TFrom, TTo> : IStridedBody where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], x = at[1];
            for (long i = 0; i < count; i++, y += steps[0], x += steps[1]) *(TTo*)y = TTo.CreateTruncating(*(TFrom*)x);
        }
    }

    // A whole number too large for the type loses its upper bits, also where it comes from a floating-point number.
    private struct WrappingBody<TFrom, TTo> : IStridedBody where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], x = at[1];
            for (long i = 0; i < count; i++, y += steps[0], x += steps[1]) *(TTo*)y = TTo.CreateTruncating(long.CreateTruncating(*(TFrom*)x));
        }
    }

    private struct TruthBody<TFrom> : IStridedBody where TFrom : unmanaged, INumber<TFrom>
    {
        public readonly void Run(byte** at, long* steps, long count)
        {
            byte* y = at[0], x = at[1];
            for (long i = 0; i < count; i++, y += steps[0], x += steps[1]) *y = TFrom.IsZero(*(TFrom*)x) ? (byte)0 : (byte)1;
        }
    }
}
