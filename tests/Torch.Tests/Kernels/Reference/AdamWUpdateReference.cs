// AdamW by its definition.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class AdamWUpdateReference
{
    public static void Step(float* weight, float* gradient, float* m, float* v, long n,
        double learningRate, double beta1, double beta2, double eps, double weightDecay, long step)
    {
        double correction1 = 1 - Math.Pow(beta1, step);
        double correction2 = 1 - Math.Pow(beta2, step);
        for (long i = 0; i < n; i++)
        {
            double g = gradient[i];
            m[i] = (float)((beta1 * m[i]) + ((1 - beta1) * g));
            v[i] = (float)((beta2 * v[i]) + ((1 - beta2) * g * g));
            double denominator = (Math.Sqrt(v[i]) / Math.Sqrt(correction2)) + eps;
            weight[i] = (float)((weight[i] * (1 - (learningRate * weightDecay))) - (learningRate / correction1 * m[i] / denominator));
        }
    }
}
