// Cell-by-cell arithmetic, one cell after the other.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class ElementwiseReference
{
    public static void Add(float* a, float* b, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = a[i] + b[i];
    }

    public static void Subtract(float* a, float* b, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = a[i] - b[i];
    }

    public static void Multiply(float* a, float* b, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = a[i] * b[i];
    }

    public static void Divide(float* a, float* b, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = a[i] / b[i];
    }

    public static void AddScalar(float* a, float s, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = a[i] + s;
    }

    public static void MultiplyScalar(float* a, float s, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = a[i] * s;
    }

    public static void AddScaled(float* x, float alpha, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] += alpha * x[i];
    }

    public static void Exp(float* x, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = (float)Math.Exp(x[i]);
    }

    public static void Log(float* x, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = (float)Math.Log(x[i]);
    }

    public static void Tanh(float* x, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = (float)Math.Tanh(x[i]);
    }

    public static void Sqrt(float* x, float* y, long n)
    {
        for (long i = 0; i < n; i++) y[i] = MathF.Sqrt(x[i]);
    }

    public static void Fill(float* y, float value, long n)
    {
        for (long i = 0; i < n; i++) y[i] = value;
    }

    public static double Sum(float* x, long n)
    {
        double sum = 0;
        for (long i = 0; i < n; i++) sum += x[i];
        return sum;
    }

    public static double SumOfSquares(float* x, long n)
    {
        double sum = 0;
        for (long i = 0; i < n; i++) sum += (double)x[i] * x[i];
        return sum;
    }
}
