// GELU by its definition; erf as a series near zero and a continued fraction away from it, in double precision.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class GeluActivationReference
{
    public static void Forward(float* x, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = (float)(x[i] * Distribution(x[i]));
    }

    public static void Backward(float* x, float* dy, float* dx, long n)
    {
        for (long i = 0; i < n; i++)
        {
            double z = x[i];
            double density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
            dx[i] = (float)(dy[i] * (Distribution(z) + (z * density)));
        }
    }

    public static void ForwardTanh(float* x, float* y, long n)
    {
        for (long i = 0; i < n; i++)
        {
            double z = x[i];
            y[i] = (float)(0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z)))));
        }
    }

    public static void BackwardTanh(float* x, float* dy, float* dx, long n)
    {
        for (long i = 0; i < n; i++)
        {
            double z = x[i];
            double tanh = Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z)));
            double inner = Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * z * z));
            dx[i] = (float)(dy[i] * ((0.5 * (1 + tanh)) + (0.5 * z * (1 - (tanh * tanh)) * inner)));
        }
    }

    /// <summary>The normal distribution function, to about 1e-15 relative also far in the left tail.</summary>
    public static double Distribution(double z)
    {
        if (double.IsNaN(z)) return z;
        double half = Math.Abs(z) / Math.Sqrt(2);
        if (half < 2.5) return 0.5 * (1 + (Math.Sign(z) * ErfSeries(half)));
        double tail = 0.5 * ErfcFraction(half);
        return z < 0 ? tail : 1 - tail;
    }

    private static double ErfSeries(double x)
    {
        double term = x, sum = x;   // 2/sqrt(pi) sum (-1)^i x^(2i+1) / (i! (2i+1))
        for (int i = 1; i < 80; i++)
        {
            term *= -x * x / i;
            sum += term / ((2 * i) + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double ErfcFraction(double x)
    {
        double tail = x;
        for (int i = 120; i > 0; i--) tail = x + (0.5 * i / tail);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * tail);
    }
}
