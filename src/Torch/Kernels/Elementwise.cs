// Cell-by-cell arithmetic on contiguous arrays, and their sums.
namespace TorchSharp.Kernels;

internal static unsafe class Elementwise
{
    public static void Add(float* a, float* b, float* y, long n) => ElementwiseReference.Add(a, b, y, n);

    public static void Subtract(float* a, float* b, float* y, long n) => ElementwiseReference.Subtract(a, b, y, n);

    public static void Multiply(float* a, float* b, float* y, long n) => ElementwiseReference.Multiply(a, b, y, n);

    public static void Divide(float* a, float* b, float* y, long n) => ElementwiseReference.Divide(a, b, y, n);

    public static void AddScalar(float* a, float s, float* y, long n) => ElementwiseReference.AddScalar(a, s, y, n);

    public static void MultiplyScalar(float* a, float s, float* y, long n) => ElementwiseReference.MultiplyScalar(a, s, y, n);

    /// <summary>y += alpha x.</summary>
    public static void AddScaled(float* x, float alpha, float* y, long n) => ElementwiseReference.AddScaled(x, alpha, y, n);

    public static void Exp(float* x, float* y, long n) => ElementwiseReference.Exp(x, y, n);

    public static void Log(float* x, float* y, long n) => ElementwiseReference.Log(x, y, n);

    public static void Tanh(float* x, float* y, long n) => ElementwiseReference.Tanh(x, y, n);

    public static void Sqrt(float* x, float* y, long n) => ElementwiseReference.Sqrt(x, y, n);

    public static void Fill(float* y, float value, long n) => ElementwiseReference.Fill(y, value, n);

    /// <summary>The sum in double precision, in an order that depends on n alone.</summary>
    public static double Sum(float* x, long n) => ElementwiseReference.Sum(x, n);

    /// <summary>The sum of squares in double precision, in an order that depends on n alone.</summary>
    public static double SumOfSquares(float* x, long n) => ElementwiseReference.SumOfSquares(x, n);
}
