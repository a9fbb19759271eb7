// Cell-by-cell arithmetic on contiguous arrays.
using System.Numerics.Tensors;

namespace TorchSharp.Kernels;

internal static unsafe class Elementwise
{
    private const int CostlyGrain = 16_384;

    public static void Add(float* a, float* b, float* y, long n) => CellMap.Run(a, b, y, n, default(Sum2));

    public static void Subtract(float* a, float* b, float* y, long n) => CellMap.Run(a, b, y, n, default(Difference));

    public static void Multiply(float* a, float* b, float* y, long n) => CellMap.Run(a, b, y, n, default(Product));

    public static void Divide(float* a, float* b, float* y, long n) => CellMap.Run(a, b, y, n, default(Quotient));

    public static void AddScalar(float* a, float s, float* y, long n) => CellMap.Run(a, y, n, new PlusScalar(s));

    public static void MultiplyScalar(float* a, float s, float* y, long n) => CellMap.Run(a, y, n, new TimesScalar(s));

    /// <summary>y += alpha x.</summary>
    public static void AddScaled(float* x, float alpha, float* y, long n) => CellMap.Run(x, y, y, n, new PlusScaled(alpha));

    public static void Exp(float* x, float* y, long n) => CellMap.Run(x, y, n, default(Exponential), costly: true);

    public static void Sqrt(float* x, float* y, long n) => CellMap.Run(x, y, n, default(Root));

    public static void Log(float* x, float* y, long n)
    {
        var job = new LogJob(x, y, n);
        ForkJoin.For((n + CostlyGrain - 1) / CostlyGrain, 1, ref job);
    }

    public static void Tanh(float* x, float* y, long n) => CellMap.Run(x, y, n, default(HyperbolicTangent), costly: true);

    public static void Fill(float* y, float value, long n) => CellMap.Run(y, y, n, new Constant(value));

    /// <summary>The sum in double precision, in an order that depends on n alone.</summary>
    public static double Sum(float* x, long n) => BlockSum.Sum(x, n);

    /// <summary>The sum of squares in double precision, in an order that depends on n alone.</summary>
    public static double SumOfSquares(float* x, long n) => BlockSum.SumOfSquares(x, n);

    private readonly struct Sum2 : ILaneBinary
    {
        public T Of<T>(T a, T b)
            where T : struct, ILanes<T> => a + b;
    }

    private readonly struct Difference : ILaneBinary
    {
        public T Of<T>(T a, T b)
            where T : struct, ILanes<T> => a - b;
    }

    private readonly struct Product : ILaneBinary
    {
        public T Of<T>(T a, T b)
            where T : struct, ILanes<T> => a * b;
    }

    private readonly struct Quotient : ILaneBinary
    {
        public T Of<T>(T a, T b)
            where T : struct, ILanes<T> => a / b;
    }

    private readonly struct PlusScalar(float s) : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T> => x + T.Broadcast(s);
    }

    private readonly struct TimesScalar(float s) : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T> => x * T.Broadcast(s);
    }

    private readonly struct PlusScaled(float alpha) : ILaneBinary
    {
        public T Of<T>(T x, T y)
            where T : struct, ILanes<T> => T.MultiplyAdd(T.Broadcast(alpha), x, y);
    }

    private readonly struct Exponential : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T> => LaneMath.Exp(x);
    }

    private readonly struct HyperbolicTangent : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T> => LaneMath.Tanh(x);
    }

    private readonly struct Root : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T> => T.Sqrt(x);
    }

    private readonly struct Constant(float value) : ILaneUnary
    {
        public T Of<T>(T x)
            where T : struct, ILanes<T> => T.Broadcast(value);
    }

    private readonly struct LogJob(float* x, float* y, long n) : IRangeJob
    {
        public void Run(long from, long to)
        {
            for (long i = from * CostlyGrain; i < Math.Min(n, to * CostlyGrain); i += CostlyGrain)
            {
                int count = (int)Math.Min(CostlyGrain, n - i);
                TensorPrimitives.Log(new ReadOnlySpan<float>(x + i, count), new Span<float>(y + i, count));
            }
        }
    }
}
