// Layer normalisation, row bias, column sums and table lookup against their definitions.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed unsafe class RowKernelTests : KernelTest
{
    private static readonly (long Rows, long Columns)[] shapes = [(0, 5), (3, 0), (1, 1), (2, 3), (7, 16), (65, 17), (64, 128), (33, 65), (130, 200), (768, 128), (5000, 3)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void LayerNormalization_AnyShape_MatchesReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (rows, columns) in shapes)
        {
            foreach (bool affine in new[] { true, false })
            {
                long n = rows * columns;
                float* x = Some(n, 3), weight = affine ? Some(columns) : null, bias = affine ? Some(columns) : null;
                float* expected = Room(n), actual = Room(n), mean = Room(rows), deviation = Room(rows), expectedMean = Room(rows), expectedDeviation = Room(rows);
                LayerNormalizationReference.Forward(x, weight, bias, expected, expectedMean, expectedDeviation, rows, columns, 1e-5f);
                LayerNormalization.Forward(x, weight, bias, actual, mean, deviation, rows, columns, 1e-5f);
                Near(expected, actual, n, 1e-5, 1e-5, $"{rows}x{columns}");
                if (columns == 0) continue;
                Near(expectedMean, mean, rows, 1e-6, 1e-6, "mean");
                Near(expectedDeviation, deviation, rows, 1e-5, 1e-5, "1/deviation");

                float* dy = Some(n), expectedW = Room(columns), expectedB = Room(columns), dWeight = Room(columns), dBias = Room(columns);
                LayerNormalizationReference.Backward(x, dy, weight, mean, deviation, expected, affine ? expectedW : null, affine ? expectedB : null, rows, columns);
                LayerNormalization.Backward(x, dy, weight, mean, deviation, null, actual, affine ? dWeight : null, affine ? dBias : null, rows, columns);
                Near(expected, actual, n, 1e-4, 2e-5, $"dx {rows}x{columns}");
                if (!affine) continue;
                Near(expectedW, dWeight, columns, 1e-5, 1e-4, "dWeight");
                Near(expectedB, dBias, columns, 1e-5, 1e-4, "dBias");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LayerNormalization_GradientOntoASum_IsTheSumOfBoth(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (rows, columns) in new[] { (7L, 37L), (40L, 64L) })
        {
            long n = rows * columns;
            float* x = Some(n, 3), dy = Some(n), weight = Some(columns), mean = Room(rows), deviation = Room(rows), expected = Room(n), actual = Some(n);
            LayerNormalization.Forward(x, weight, null, expected, mean, deviation, rows, columns, 1e-5f);
            LayerNormalization.Backward(x, dy, weight, mean, deviation, null, expected, null, null, rows, columns);
            for (long i = 0; i < n; i++) expected[i] += actual[i];
            LayerNormalization.Backward(x, dy, weight, mean, deviation, actual, actual, null, null, rows, columns);
            SameBits(expected, actual, n, $"{rows}x{columns}");
        }
    }

    [Fact]
    public void LayerNormalization_LargeOffset_KeepsItsDigits()
    {
        // The variance must come from differences to the mean: x^2 - mean^2 would leave nothing here.
        float* x = Room(64), y = Room(64), expected = Room(64), mean = Room(1), deviation = Room(1);
        for (int i = 0; i < 64; i++) x[i] = 10_000 + (i % 2);
        LayerNormalizationReference.Forward(x, null, null, expected, mean, deviation, 1, 64, 1e-5f);
        LayerNormalization.Forward(x, null, null, y, mean, deviation, 1, 64, 1e-5f);
        Near(expected, y, 64, 1e-3, 0);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowBias_AnyShape_MatchesReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (rows, columns) in shapes)
        {
            long n = rows * columns;
            float* x = Some(n), bias = Some(columns), expected = Room(n), actual = Room(n);
            RowBiasReference.Add(x, bias, expected, rows, columns);
            RowBias.Add(x, bias, actual, rows, columns);
            SameBits(expected, actual, n);
            foreach (bool accumulate in new[] { false, true })
            {
                float* sums = Some(columns), expectedSums = Copy(sums, columns);
                RowBiasReference.SumRows(x, expectedSums, rows, columns, accumulate);
                RowBias.SumRows(x, sums, rows, columns, accumulate);
                Near(expectedSums, sums, columns, 1e-5, 1e-4, $"{rows}x{columns} {accumulate}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void EmbeddingLookup_RepeatedIds_MatchReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (count, columns) in shapes)
        {
            const int Vocabulary = 11;
            float* table = Some(Vocabulary * columns), y = Room(count * columns), expected = Room(count * columns);
            long* ids = Indices(count, Vocabulary);
            EmbeddingLookupReference.Forward(table, ids, expected, count, columns);
            EmbeddingLookup.Forward(table, ids, y, count, columns);
            SameBits(expected, y, count * columns);
            float* gradient = Some(Vocabulary * columns), expectedGradient = Copy(gradient, Vocabulary * columns);
            EmbeddingLookupReference.Backward(y, ids, expectedGradient, count, columns);
            EmbeddingLookup.Backward(y, ids, gradient, count, columns);
            SameBits(expectedGradient, gradient, Vocabulary * columns);
        }
    }

    [Fact]
    public void EveryRowKernel_OneTwoThreeThreads_GiveEqualBits()
    {
        const long Rows = 1501, Columns = 97, N = Rows * Columns;
        float* x = Some(N), dy = Some(N), weight = Some(Columns), y = Room(N), mean = Room(Rows), deviation = Room(Rows);
        float* first = Room((5 * N) + (3 * Columns)), other = Room((5 * N) + (3 * Columns));
        for (int threads = 1; threads <= 3; threads++)
        {
            ForkJoin.Threads = threads;
            float* to = threads == 1 ? first : other;
            Softmax.Forward(x, to, Rows, Columns);
            LayerNormalization.Forward(x, weight, weight, to + N, mean, deviation, Rows, Columns, 1e-5f);
            LayerNormalization.Backward(x, dy, weight, mean, deviation, null, to + (2 * N), to + (5 * N), to + (5 * N) + Columns, Rows, Columns);
            RowBias.SumRows(x, to + (5 * N) + (2 * Columns), Rows, Columns, false);
            GeluActivation.Forward(x, to + (3 * N), null, N);
            Elementwise.Tanh(x, to + (4 * N), N);
            Assert.Equal(0, Elementwise.Sum(x, N) - Elementwise.Sum(x, N));
            if (threads > 1) SameBits(first, other, (5 * N) + (3 * Columns), $"{threads} threads,");
        }
    }
}
