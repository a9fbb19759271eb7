// GELU, exact and by its tanh approximation, with gradients.
namespace TorchSharp.Kernels;

internal static unsafe class GeluActivation
{
    /// <summary>y = x Φ(x), Φ the normal distribution; slope = Φ(x) + x φ(x) in the same pass, or null.</summary>
    public static void Forward(float* x, float* y, float* slope, long n) => NormalDistribution.Run(x, y, slope, n);

    /// <summary>y = x/2 (1 + tanh(sqrt(2/π) (x + 0.044715 x³))).</summary>
    public static void ForwardTanh(float* x, float* y, long n) => CellMap.Run(x, y, n, default(Tanh), costly: true);

    /// <summary>Gradient of <see cref="ForwardTanh"/>.</summary>
    public static void BackwardTanh(float* x, float* dy, float* dx, long n) => CellMap.Run(x, dy, dx, n, default(TanhGradient), costly: true);

    // 1/2 (1 + tanh(u)) = 1 / (1 + e^(-2u)), -2u = x (-2 sqrt(2/pi) - 2 sqrt(2/pi) 0.044715 x^2)
    private readonly struct Tanh : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            T u = x * T.MultiplyAdd(T.Broadcast(-0.0713548162f), x * x, T.Broadcast(-1.59576912f));
            T one = T.Broadcast(1f);
            return x / (one + LaneMath.Exp(u));
        }
    }

    private readonly struct TanhGradient : ILaneBinary
    {
        public T Of<T>(T x, T dy)
            where T : struct, ILanes<T>
        {
            T square = x * x, one = T.Broadcast(1f);
            T u = x * T.MultiplyAdd(T.Broadcast(-0.0713548162f), square, T.Broadcast(-1.59576912f));
            T sigmoid = one / (one + LaneMath.Exp(u));
            T slope = T.MultiplyAdd(T.Broadcast(0.214064449f), square, T.Broadcast(1.59576912f));      // -du/dx
            return dy * T.MultiplyAdd(x * sigmoid * (one - sigmoid), slope, sigmoid);
        }
    }
}
