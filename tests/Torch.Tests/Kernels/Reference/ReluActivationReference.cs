// ReLU by its definition.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class ReluActivationReference
{
    public static void Forward(float* x, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = x[i] <= 0 ? 0 : x[i];
    }

    public static void Backward(float* x, float* dy, float* dx, long n)
    {
        for (long i = 0; i < n; i++) dx[i] = x[i] <= 0 ? 0 : dy[i];
    }
}
