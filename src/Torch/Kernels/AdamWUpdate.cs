// One AdamW step over a parameter.
namespace TorchSharp.Kernels;

internal static unsafe class AdamWUpdate
{
    /// <summary>PyTorch's AdamW: weight -= lr decay weight; m, v are running means; step counts from 1.</summary>
    public static void Step(float* weight, float* gradient, float* m, float* v, long n,
        double learningRate, double beta1, double beta2, double eps, double weightDecay, long step) =>
        AdamWUpdateReference.Step(weight, gradient, m, v, n, learningRate, beta1, beta2, eps, weightDecay, step);
}
