// The matrix product against three plain loops: shapes, strides, batches, SIMD widths, thread counts.
using TorchSharp.Kernels;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed unsafe class MatrixProductTests : KernelTest
{
    private static readonly int[] sizes = [1, 2, 3, 5, 8, 13, 16, 17, 31, 32, 33, 37, 64, 65];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiply_EverySmallShape_MatchesReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (int m in sizes)
        {
            foreach (int n in sizes)
            {
                foreach (int k in new[] { 1, 2, 7, 32, 65 }) Check(m, n, k, m % 2 == 0, n % 3 == 0, k % 2 == 0);
            }
        }
    }

    [Theory]
    [InlineData(97, 130, 257)]
    [InlineData(128, 65, 768)]
    [InlineData(301, 96, 300)]
    [InlineData(1, 384, 700)]
    [InlineData(800, 33, 40)]
    [InlineData(20, 801, 64)]
    [InlineData(70, 70, 1030)]
    [InlineData(130, 40, 1030)]
    public void Multiply_LargerShapes_MatchReferenceForEveryTransposition(int m, int n, int k)
    {
        for (int flags = 0; flags < 8; flags++) Check(m, n, k, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiply_OddStrides_MatchReference(int bits)
    {
        LaneLoop.Bits = bits;
        const int M = 29, N = 45, K = 38;
        float* a = Some(M * K * 3), b = Some(N * K * 3), expected = Some(M * 50), actual = Copy(expected, M * 50);
        MatrixProductReference.Multiply(M, N, K, a, 3 * K, 3, b, 2, 2 * K, expected, 50, true);
        MatrixProduct.Multiply(M, N, K, a, 3 * K, 3, b, 2, 2 * K, actual, 50, true);
        Near(expected, actual, M * 50, 1e-5, 1e-5);    // columns 45 to 49 of each row must stay as they were
        MatrixProductReference.Multiply(M, N, K, a, 2, 2 * M, b, 3 * N, 3, expected, 50, false);
        MatrixProduct.Multiply(M, N, K, a, 2, 2 * M, b, 3 * N, 3, actual, 50, false);
        Near(expected, actual, M * 50, 1e-5, 1e-5);
        MatrixProductReference.Multiply(M, N, K, a, 0, 1, b, 0, 1, expected, 50, false);    // rows repeated by a stride of 0
        MatrixProduct.Multiply(M, N, K, a, 0, 1, b, 0, 1, actual, 50, false);
        Near(expected, actual, M * 50, 1e-5, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void MultiplyAddRow_TimesSlopeAnyShape_IsTheProductTimesTheSlope(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (m, n, k) in new[] { (1, 1, 1), (5, 40, 7), (37, 65, 300), (400, 70, 513), (3, 4, 0) })
        {
            long size = (long)m * n;
            float* a = Some(m * k), b = Some(k * n), slope = Some(size), product = Room(size), expected = Room(size), actual = Room(size);
            MatrixProductReference.Multiply(m, n, k, a, k, 1, b, n, 1, product, n, false);
            for (long i = 0; i < size; i++) expected[i] = product[i] * slope[i];
            MatrixProduct.MultiplyAddRow(m, n, k, a, k, 1, b, n, 1, null, actual, n, Epilogue.TimesSlope(slope));
            Near(expected, actual, size, 1e-5, 2e-5, $"{m}x{n}x{k}");
            for (long i = 0; i < size; i++) expected[i] = slope[i] > 0 ? product[i] : 0;
            MatrixProduct.MultiplyAddRow(m, n, k, a, k, 1, b, n, 1, null, actual, n, Epilogue.TimesSlopeOfRelu(slope));
            Near(expected, actual, size, 1e-5, 2e-5, $"{m}x{n}x{k}, ReLU");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void MultiplyAddRow_ActivationAnyShape_HasTheBitsOfTheActivationAfterwards(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (var (m, n, k) in new[] { (2, 1, 1), (5, 40, 7), (37, 65, 300), (400, 70, 513) })
        {
            long size = (long)m * n;
            float* a = Some(m * k), b = Some(k * n), row = Some(n), product = Room(size), expected = Room(size), actual = Room(size), slope = Room(size), slopes = Room(size);
            MatrixProduct.MultiplyAddRow(m, n, k, a, k, 1, b, n, 1, row, product, n);
            GeluActivation.Forward(product, expected, slope, size);
            MatrixProduct.MultiplyAddRow(m, n, k, a, k, 1, b, n, 1, row, actual, n, Epilogue.Gelu(slopes));
            SameBits(expected, actual, size, $"{m}x{n}x{k}, GELU");
            SameBits(slope, slopes, size, $"{m}x{n}x{k}, GELU's slope");
            MatrixProduct.MultiplyAddRow(m, n, k, a, k, 1, b, n, 1, row, actual, n, Epilogue.Gelu(null));
            SameBits(expected, actual, size, $"{m}x{n}x{k}, GELU alone");
            ReluActivation.Forward(product, expected, size);
            MatrixProduct.MultiplyAddRow(m, n, k, a, k, 1, b, n, 1, row, actual, n, Epilogue.Relu);
            SameBits(expected, actual, size, $"{m}x{n}x{k}, ReLU");
        }
    }

    [Fact]
    public void Multiply_EmptyDimensions_LeaveZerosOrTheOldValues()
    {
        float* c = Some(12), old = Copy(c, 12);
        MatrixProduct.Multiply(0, 4, 5, null, 5, 1, null, 4, 1, c, 4, false);
        MatrixProduct.Multiply(3, 0, 5, null, 5, 1, null, 4, 1, c, 4, false);
        MatrixProduct.Multiply(3, 4, 0, null, 0, 1, null, 4, 1, c, 4, true);
        SameBits(old, c, 12);
        MatrixProduct.Multiply(3, 4, 0, null, 0, 1, null, 4, 1, c, 4, false);
        for (int i = 0; i < 12; i++) Assert.Equal(0, c[i]);
    }

    [Theory]
    [InlineData(48, 64, 64, 32)]
    [InlineData(5, 7, 9, 11)]
    [InlineData(128, 8, 8, 8)]
    [InlineData(2, 130, 40, 70)]
    [InlineData(3, 1, 65, 32)]
    public void MultiplyBatch_SeparateAndShared_MatchReference(int batch, int m, int n, int k)
    {
        float* a = Some((long)batch * m * k), b = Some((long)batch * n * k);
        float* expected = Some((long)batch * m * n), actual = Copy(expected, (long)batch * m * n);
        foreach (bool accumulate in new[] { false, true })
        {
            MatrixProductReference.MultiplyBatch(batch, m, n, k, a, m * k, k, 1, b, n * k, 1, k, expected, m * n, n, accumulate);
            MatrixProduct.MultiplyBatch(batch, m, n, k, a, m * k, k, 1, b, n * k, 1, k, actual, m * n, n, accumulate);
            Near(expected, actual, (long)batch * m * n, 1e-5, 1e-5, "own b");
            MatrixProductReference.MultiplyBatch(batch, m, n, k, a, m * k, k, 1, b, 0, n, 1, expected, m * n, n, accumulate);
            MatrixProduct.MultiplyBatch(batch, m, n, k, a, m * k, k, 1, b, 0, n, 1, actual, m * n, n, accumulate);
            Near(expected, actual, (long)batch * m * n, 1e-5, 1e-5, "shared b");
            MatrixProductReference.MultiplyBatch(batch, m, n, k, a, 0, 1, m, b, n * k, n, 1, expected, m * n, n, accumulate);
            MatrixProduct.MultiplyBatch(batch, m, n, k, a, 0, 1, m, b, n * k, n, 1, actual, m * n, n, accumulate);
            Near(expected, actual, (long)batch * m * n, 1e-5, 1e-5, "shared a");
        }
    }

    [Theory]
    [InlineData(1, 768, 128, 128, true)]
    [InlineData(1, 128, 512, 768, false)]
    [InlineData(1, 3, 1537, 300, true)]
    [InlineData(1, 384, 128, 770, false)]
    [InlineData(1, 65, 33, 2049, false)]
    [InlineData(3, 200, 65, 64, true)]
    [InlineData(24, 64, 64, 32, false)]
    [InlineData(1, 1, 1537, 300, true)]
    public void MultiplyBatch_OneTwoThreeThreads_GiveEqualBits(int batch, int m, int n, int k, bool rowsAdjacent)
    {
        float* a = Some((long)batch * m * k), b = Some((long)batch * n * k), first = Room((long)batch * m * n), other = Room((long)batch * m * n);
        var (aRow, aColumn) = rowsAdjacent ? (k, 1) : (1, m);
        for (int threads = 1; threads <= 3; threads++)
        {
            ForkJoin.Threads = threads;
            MatrixProduct.MultiplyBatch(batch, m, n, k, a, m * k, aRow, aColumn, b, n * k, 1, k, threads == 1 ? first : other, m * n, n, false);
            if (threads > 1) SameBits(first, other, (long)batch * m * n, $"{threads} threads,");
        }
        for (int threads = 1; threads <= 3; threads++)
        {
            ForkJoin.Threads = threads;
            MatrixProduct.MultiplyBatch(batch, m, n, k, a, m * k, aRow, aColumn, b, n * k, n, 1, threads == 1 ? first : other, m * n, n, false);
            if (threads > 1) SameBits(first, other, (long)batch * m * n, $"{threads} threads, columns of b adjacent,");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void VectorProduct_EveryLength_MatchesReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (int n in new[] { 1, 3, 64, 257 })
        {
            for (int k = 1; k <= 200; k += k < 70 ? 1 : 13)
            {
                float* x = Some(k), w = Some((long)n * (k + 3)), expected = Some(n), actual = Copy(expected, n);
                foreach (bool accumulate in new[] { false, true })
                {
                    MatrixProductReference.Multiply(1, n, k, x, k, 1, w, 1, k + 3, expected, n, accumulate);
                    VectorProduct.Multiply(n, k, x, w, k + 3, null, actual, accumulate);
                    Near(expected, actual, n, 1e-5, 1e-5, $"{n}x{k} {accumulate}");
                }
                float* bias = Some(n), biased = Room(n);
                for (int j = 0; j < n; j++) expected[j] = bias[j];
                MatrixProductReference.Multiply(1, n, k, x, k, 1, w, 1, k + 3, expected, n, true);
                MatrixProduct.MultiplyAddRow(1, n, k, x, k, 1, w, 1, k + 3, bias, biased, n);
                Near(expected, biased, n, 1e-5, 1e-5, $"{n}x{k} with a bias");
            }
        }
    }

    [Fact]
    public void Multiply_InfinityBeyondTheEdge_DoesNotLeakIn()
    {
        // B's last panel is wider than B: what lies behind it in memory must not reach C.
        float* a = Some(40), b = Room(200), c = Room(8 * 3);
        new Span<float>(b, 200).Fill(float.PositiveInfinity);
        for (int p = 0; p < 5; p++)
        {
            for (int j = 0; j < 3; j++) b[(p * 3) + j] = 1;
        }
        MatrixProduct.Multiply(8, 3, 5, a, 5, 1, b, 3, 1, c, 3, false);
        for (int i = 0; i < 24; i++) Assert.True(float.IsFinite(c[i]));
    }

    private void Check(int m, int n, int k, bool transposeA, bool transposeB, bool accumulate)
    {
        float* a = Some((long)m * k), b = Some((long)n * k), expected = Some((long)m * n), actual = Copy(expected, (long)m * n);
        var (aRow, aColumn) = transposeA ? (1, m) : (k, 1);
        var (bRow, bColumn) = transposeB ? (1, k) : (n, 1);
        MatrixProductReference.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, expected, n, accumulate);
        MatrixProduct.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, actual, n, accumulate);
        Near(expected, actual, (long)m * n, 1e-5, 2e-5, $"{m}x{k}x{n} {transposeA} {transposeB} {accumulate}");
    }
}
