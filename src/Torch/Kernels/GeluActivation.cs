// GELU, exact and by its tanh approximation, with gradients.
namespace TorchSharp.Kernels;

internal static unsafe class GeluActivation
{
    /// <summary>y = x Φ(x), Φ the normal distribution.</summary>
    public static void Forward(float* x, float* y, long n) => GeluActivationReference.Forward(x, y, n);

    /// <summary>dx = dy (Φ(x) + x φ(x)).</summary>
    public static void Backward(float* x, float* dy, float* dx, long n) => GeluActivationReference.Backward(x, dy, dx, n);

    /// <summary>y = x/2 (1 + tanh(sqrt(2/π) (x + 0.044715 x³))).</summary>
    public static void ForwardTanh(float* x, float* y, long n) => GeluActivationReference.ForwardTanh(x, y, n);

    /// <summary>Gradient of <see cref="ForwardTanh"/>.</summary>
    public static void BackwardTanh(float* x, float* dy, float* dx, long n) => GeluActivationReference.BackwardTanh(x, dy, dx, n);
}
