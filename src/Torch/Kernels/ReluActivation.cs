// ReLU and its gradient.
namespace TorchSharp.Kernels;

internal static unsafe class ReluActivation
{
    /// <summary>y = max(x, 0); NaN stays NaN.</summary>
    public static void Forward(float* x, float* y, long n) => ReluActivationReference.Forward(x, y, n);

    /// <summary>dx = dy where x > 0, else 0.</summary>
    public static void Backward(float* x, float* dy, float* dx, long n) => ReluActivationReference.Backward(x, dy, dx, n);
}
