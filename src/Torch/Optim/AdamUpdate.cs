// One AdamW step over a parameter, in all its variants; AdamWUpdate is the fast one for the usual case.
using TorchSharp.Kernels;

namespace TorchSharp.Modules;

internal static unsafe class AdamUpdate
{
    /// <param name="w">Weights, changed.</param>
    /// <param name="g">Gradient.</param>
    /// <param name="mean">Running mean of g, changed.</param>
    /// <param name="square">Running mean of g squared, changed.</param>
    /// <param name="largest">Largest of square so far, changed; null without amsgrad.</param>
    /// <param name="n">Elements in each.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="beta1">How much of mean stays.</param>
    /// <param name="beta2">How much of square stays.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="decay">Weight decay.</param>
    /// <param name="maximize">Go up.</param>
    /// <param name="step">From 1.</param>
    public static void Step(
        float* w, float* g, float* mean, float* square, float* largest, long n, double rate, double beta1, double beta2, double eps,
        double decay, bool maximize, long step)
    {
        float sign = maximize ? -1 : 1;
        float shrink = (float)(1 - rate * decay);
        float keep1 = (float)beta1, new1 = (float)(1 - beta1), keep2 = (float)beta2, new2 = (float)(1 - beta2);
        float stride = (float)(rate / (1 - Math.Pow(beta1, step))), root = (float)Math.Sqrt(1 - Math.Pow(beta2, step)), tiny = (float)eps;
        ForkJoin.For(n, 8192, (from, to) =>
        {
            for (long i = from; i < to; i++)
            {
                float gradient = sign * g[i];
                mean[i] = keep1 * mean[i] + new1 * gradient;
                square[i] = keep2 * square[i] + new2 * gradient * gradient;
                float spread = square[i];
                if (largest != null) spread = largest[i] = Math.Max(largest[i], spread);
                w[i] = shrink * w[i] - stride * mean[i] / (MathF.Sqrt(spread) / root + tiny);
            }
        });
    }
}
