// Softmax, log-softmax and cross entropy against their definitions, extreme logits included.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed unsafe class SoftmaxTests : KernelTest
{
    private static readonly (long Rows, long Columns)[] shapes = [(0, 5), (3, 0), (1, 1), (2, 3), (7, 16), (5, 17), (64, 64), (33, 65), (3, 1000), (600, 31)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_AnyShape_MatchesReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (rows, columns) in shapes)
        {
            long n = rows * columns;
            float* x = Some(n, 5), expected = Room(n), actual = Room(n);
            SoftmaxReference.Forward(x, expected, rows, columns);
            Softmax.Forward(x, actual, rows, columns);
            Near(expected, actual, n, 1e-6, 1e-12, $"{rows}x{columns}");
            SoftmaxReference.LogForward(x, expected, rows, columns);
            Softmax.LogForward(x, actual, rows, columns);
            Near(expected, actual, n, 1e-6, 1e-6, $"log {rows}x{columns}");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Backward_AnyShape_MatchesReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (rows, columns) in shapes)
        {
            long n = rows * columns;
            float* x = Some(n, 3), y = Room(n), dy = Some(n), expected = Room(n), actual = Room(n);
            SoftmaxReference.Forward(x, y, rows, columns);
            SoftmaxReference.Backward(y, dy, expected, rows, columns);
            Softmax.Backward(y, dy, actual, rows, columns);
            Near(expected, actual, n, 1e-5, 1e-6, $"{rows}x{columns}");
            SoftmaxReference.LogForward(x, y, rows, columns);
            SoftmaxReference.LogBackward(y, dy, expected, rows, columns);
            Softmax.LogBackward(y, dy, actual, rows, columns);
            Near(expected, actual, n, 1e-5, 2e-6, $"log {rows}x{columns}");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_HugeLogits_StayFinite(int bits)
    {
        LaneLoop.Bits = bits;
        const int Columns = 19;
        float* x = Room(2 * Columns), y = Room(2 * Columns);
        for (int j = 0; j < 2 * Columns; j++) x[j] = j < Columns ? -1e4f : 1e4f;
        x[4] = 1e4f;
        x[Columns + 7] = -1e4f;
        Softmax.Forward(x, y, 2, Columns);
        for (int j = 0; j < Columns; j++)
        {
            Assert.Equal(j == 4 ? 1f : 0f, y[j]);
            Assert.Equal(j == 7 ? 0f : 1f / (Columns - 1), y[Columns + j], 1e-7f);
        }
        Softmax.LogForward(x, y, 2, Columns);
        Assert.Equal(0f, y[4]);
        Assert.Equal(-2e4f, y[0]);
        Assert.Equal(-(float)Math.Log(Columns - 1), y[Columns], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_MaskedCells_AreExactlyZeroAndMaskedRowsNaN(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (int columns in new[] { 1, 3, 16, 21, 40 })
        {
            float* x = Some(3 * columns), y = Room(3 * columns);
            for (int j = 1; j < columns; j++) x[j] = float.NegativeInfinity;
            for (int j = 0; j < columns; j++) x[columns + j] = float.NegativeInfinity;
            x[(2 * columns) + (columns / 2)] = float.NaN;
            Softmax.Forward(x, y, 3, columns);
            Assert.Equal(1f, y[0]);
            for (int j = 1; j < columns; j++) Assert.Equal(0f, y[j]);
            for (int j = columns; j < 3 * columns; j++) Assert.True(float.IsNaN(y[j]));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void CrossEntropy_EveryOption_MatchesReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (rows, columns) in shapes.Where(shape => shape.Columns > 0))
        {
            foreach (double smoothing in new[] { 0, 0.1 })
            {
                foreach (bool weighted in new[] { false, true })
                {
                    float* logits = Some(rows * columns, 6), weight = weighted ? Some(columns) : null, gradient = Some(rows);
                    long* targets = Indices(rows, (int)columns);
                    if (rows > 2) targets[1] = -100;
                    float* loss = Room(rows), lse = Room(rows), slope = Room(rows * columns);
                    float* expectedLoss = Room(rows), expectedLse = Room(rows), expectedSlope = Room(rows * columns);
                    CrossEntropyReference.Forward(logits, targets, weight, -100, smoothing, expectedLoss, expectedLse, rows, columns);
                    CrossEntropy.Forward(logits, targets, weight, -100, smoothing, loss, lse, rows, columns);
                    Near(expectedLoss, loss, rows, 1e-6, 1e-6, "loss");
                    Near(expectedLse, lse, rows, 1e-6, 1e-6, "lse");
                    CrossEntropyReference.Backward(logits, targets, weight, -100, smoothing, lse, gradient, expectedSlope, rows, columns);
                    CrossEntropy.Backward(logits, targets, weight, -100, smoothing, lse, gradient, slope, rows, columns);
                    Near(expectedSlope, slope, rows * columns, 1e-5, 1e-6, "slope");
                }
            }
        }
    }

    [Fact]
    public void CrossEntropy_TargetOutOfBounds_NamesTargetRowAndRange()
    {
        float* logits = Some(10), loss = Room(2), lse = Room(2);
        long* targets = Indices(2, 5);
        targets[1] = 5;
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.Forward(logits, targets, null, -100, 0, loss, lse, 2, 5));
        Assert.Contains("target 5 of row 1", thrown.Message);
        Assert.Contains("0 to 4", thrown.Message);
    }
}
