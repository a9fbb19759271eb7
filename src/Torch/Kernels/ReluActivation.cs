// ReLU and its gradient.
namespace TorchSharp.Kernels;

internal static unsafe class ReluActivation
{
    /// <summary>y = max(x, 0); NaN stays NaN.</summary>
    public static void Forward(float* x, float* y, long n) => CellMap.Run(x, y, n, default(Rectified));

    /// <summary>dx = 0 where x is at most 0, else dy.</summary>
    public static void Backward(float* x, float* dy, float* dx, long n) => CellMap.Run(x, dy, dx, n, default(Gradient));

    private readonly struct Rectified : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T> => T.Max(default, x);
    }

    private readonly struct Gradient : ILaneBinary
    {
        public T Of<T>(T x, T dy)
            where T : struct, ILanes<T> => T.Select(T.LessOrEqual(x, default), default, dy);
    }
}
