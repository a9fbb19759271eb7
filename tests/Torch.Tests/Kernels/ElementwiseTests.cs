// Cell-by-cell kernels against their definitions: arithmetic exactly, functions to a few units in the last place.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed unsafe class ElementwiseTests : KernelTest
{
    private static readonly long[] lengths = [0, 1, 3, 15, 16, 17, 1023, 1024, 1025, 40_001];

    private delegate void Binary(float* a, float* b, float* y, long n);

    private delegate void Unary(float* x, float* y, long n);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Arithmetic_AnyLength_IsExact(int bits)
    {
        LaneLoop.Bits = bits;
        (Binary Fast, Binary Slow)[] pairs =
        [
            (Elementwise.Add, ElementwiseReference.Add), (Elementwise.Subtract, ElementwiseReference.Subtract),
            (Elementwise.Multiply, ElementwiseReference.Multiply), (Elementwise.Divide, ElementwiseReference.Divide),
            (ReluActivation.Backward, ReluActivationReference.Backward),
        ];
        foreach (long n in lengths)
        {
            float* a = Some(n), b = Some(n), expected = Room(n + 1), actual = Room(n + 1);
            foreach (var (fast, slow) in pairs)
            {
                slow(a, b, expected, n);
                fast(a, b, actual, n);
                SameBits(expected, actual, n + 1, fast.Method.Name);    // one cell more: nothing is written beyond the end
            }
            Unary[] fasts = [(x, y, m) => Elementwise.AddScalar(x, 0.3f, y, m), (x, y, m) => Elementwise.MultiplyScalar(x, -1.7f, y, m),
                (x, y, m) => Elementwise.Sqrt(x, y, m), (x, y, m) => Elementwise.Fill(y, 2.5f, m), ReluActivation.Forward];
            Unary[] slows = [(x, y, m) => ElementwiseReference.AddScalar(x, 0.3f, y, m), (x, y, m) => ElementwiseReference.MultiplyScalar(x, -1.7f, y, m),
                (x, y, m) => ElementwiseReference.Sqrt(x, y, m), (x, y, m) => ElementwiseReference.Fill(y, 2.5f, m), ReluActivationReference.Forward];
            for (int i = 0; i < fasts.Length; i++)
            {
                slows[i](a, expected, n);
                fasts[i](a, actual, n);
                SameBits(expected, actual, n + 1, $"function {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Functions_OverTheirRange_MatchReference(int bits)
    {
        LaneLoop.Bits = bits;
        const long N = 300_001;
        float* x = Room(N), expected = Room(N), actual = Room(N);
        for (long i = 0; i < N; i++) x[i] = (float)(-110 + (220.0 * i / N));
        ElementwiseReference.Exp(x, expected, N);
        Elementwise.Exp(x, actual, N);
        Near(expected, actual, N, 1.3e-7, 1.5e-45, "exp");    // about one unit in the last place
        Elementwise.Tanh(x, actual, N);
        ElementwiseReference.Tanh(x, expected, N);
        Near(expected, actual, N, 2.5e-7, 0, "tanh");
        for (long i = 0; i < N; i++) x[i] = (float)(i * 1e-3);
        Elementwise.Log(x, actual, N);
        ElementwiseReference.Log(x, expected, N);
        Near(expected, actual, N, 5e-7, 1e-7, "log");
        for (long i = 0; i < N; i++) x[i] = (float)(-12 + (24.0 * i / N));
        GeluActivationReference.Forward(x, expected, N);
        float* slope = Room(N);
        GeluActivation.Forward(x, actual, slope, N);
        Near(expected, actual, N, 3e-6, 1e-9, "gelu");
        GeluActivationReference.ForwardTanh(x, expected, N);
        GeluActivation.ForwardTanh(x, actual, N);
        Near(expected, actual, N, 3e-6, 1e-6, "gelu tanh");
        float* dy = Some(N);
        GeluActivationReference.Backward(x, dy, expected, N);
        for (long i = 0; i < N; i++) actual[i] = dy[i] * slope[i];
        Near(expected, actual, N, 3e-6, 3e-7, "gelu gradient");
        GeluActivationReference.BackwardTanh(x, dy, expected, N);
        GeluActivation.BackwardTanh(x, dy, actual, N);
        Near(expected, actual, N, 3e-6, 3e-6, "gelu tanh gradient");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Functions_NotNumbersAndInfinities_BehaveAsInPyTorch(int bits)
    {
        LaneLoop.Bits = bits;
        float* x = Room(3), y = Room(3);
        (x[0], x[1], x[2]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        Elementwise.Exp(x, y, 3);
        Assert.Equal([float.NaN, float.PositiveInfinity, 0], new Span<float>(y, 3).ToArray());
        ReluActivation.Forward(x, y, 3);
        Assert.Equal([float.NaN, float.PositiveInfinity, 0], new Span<float>(y, 3).ToArray());
        GeluActivation.Forward(x, y, null, 3);
        Assert.Equal([float.NaN, float.PositiveInfinity, float.NaN], new Span<float>(y, 3).ToArray());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sums_AnyLength_MatchReferenceForAnyThreadCount(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (long n in lengths)
        {
            float* x = Some(n);
            double sum = Elementwise.Sum(x, n), squares = Elementwise.SumOfSquares(x, n);
            Assert.Equal(ElementwiseReference.Sum(x, n), sum, 1e-3);
            Assert.Equal(ElementwiseReference.SumOfSquares(x, n), squares, 1e-6 * (1 + squares));
            for (int threads = 1; threads <= 3; threads++)
            {
                ForkJoin.Threads = threads;
                Assert.Equal(sum, Elementwise.Sum(x, n));
                Assert.Equal(squares, Elementwise.SumOfSquares(x, n));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void AddScaledAndAdamW_AnyLength_MatchReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (long n in lengths)
        {
            float* x = Some(n), y = Some(n), expected = Copy(y, n);
            ElementwiseReference.AddScaled(x, 0.37f, expected, n);
            Elementwise.AddScaled(x, 0.37f, y, n);
            Near(expected, y, n, 1e-6, 1e-7);
            float* m = Some(n, 0.1), v = Room(n), expectedM = Copy(m, n), expectedV = Room(n);
            Elementwise.Multiply(m, m, v, n);
            Elementwise.Multiply(m, m, expectedV, n);
            for (int step = 1; step <= 3; step++)
            {
                AdamWUpdateReference.Step(expected, x, expectedM, expectedV, n, 1e-2, 0.9, 0.95, 1e-8, 0.1, step);
                AdamWUpdate.Step(y, x, m, v, n, 1e-2, 0.9, 0.95, 1e-8, 0.1, step);
            }
            Near(expectedM, m, n, 1e-5, 1e-7, "m");
            Near(expectedV, v, n, 1e-5, 1e-9, "v");
            Near(expected, y, n, 1e-5, 2e-6, "weight");
        }
    }
}
