// Fused attention against its definition: shapes, layouts, mask, dropout, gradients, thread counts.
using TorchSharp.Kernels;
using Layout = TorchSharp.Kernels.CausalAttention.Layout;

namespace AttentionLab.Torch.Tests.Kernels;

public sealed unsafe class CausalAttentionTests : KernelTest
{
    private readonly record struct Case(int Batch, int Heads, int Queries, int Keys, int Size, bool Causal, float Dropout);

    private static readonly Case[] cases =
    [
        new(1, 1, 1, 1, 1, true, 0), new(2, 3, 8, 8, 8, true, 0), new(2, 2, 64, 64, 32, true, 0), new(1, 2, 64, 64, 32, false, 0),
        new(1, 1, 13, 13, 5, true, 0), new(1, 2, 65, 65, 33, true, 0.2f), new(2, 1, 31, 31, 16, true, 0.5f), new(1, 2, 1, 47, 32, false, 0),
        new(1, 1, 5, 9, 7, true, 0), new(1, 1, 9, 5, 7, true, 0), new(1, 1, 20, 33, 40, false, 0.1f), new(1, 2, 130, 130, 64, true, 0),
        new(2, 3, 1, 100, 64, false, 0), new(1, 2, 1, 33, 40, false, 0), new(1, 1, 1, 16, 5, false, 0), new(2, 1, 1, 7, 100, true, 0),
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void ForwardAndBackward_EveryCase_MatchReference(int bits)
    {
        LaneLoop.Bits = bits;
        foreach (Case c in cases) Check(c, interleaved: false);
    }

    [Fact]
    public void ForwardAndBackward_HeadsInsideOneTensor_MatchReference()
    {
        foreach (Case c in cases) Check(c, interleaved: true);
    }

    [Fact]
    public void Backward_LongerThanABlockOfRows_MatchesReference()
    {
        Check(new(1, 1, 700, 700, 16, true, 0), interleaved: false);
        Check(new(1, 1, 300, 600, 8, false, 0.2f), interleaved: false);
        Check(new(1, 1, 600, 300, 8, true, 0), interleaved: false);
    }

    [Fact]
    public void Forward_LaterKeyChanged_LeavesEarlierRowsBitEqual()
    {
        const int T = 50, D = 16;
        float* q = Some(T * D), k = Some(T * D), v = Some(T * D), first = Room(T * D), other = Room(T * D), lse = Room(T);
        var plain = new Layout(T * D, T * D, D);
        CausalAttention.Forward(q, plain, k, plain, v, plain, first, plain, lse, 1, 1, T, T, D, 0.25f, true, 0, 0, 0);
        for (int i = 30 * D; i < T * D; i++) k[i] = v[i] = 1e3f;
        CausalAttention.Forward(q, plain, k, plain, v, plain, other, plain, lse, 1, 1, T, T, D, 0.25f, true, 0, 0, 0);
        SameBits(first, other, 30 * D);
    }

    [Fact]
    public void ForwardAndBackward_OneTwoThreeThreads_GiveEqualBits()
    {
        const int B = 3, H = 4, T = 65, D = 32, N = B * H * T * D;
        float* q = Some(N), k = Some(N), v = Some(N), dO = Some(N), lse = Room(B * H * T), first = Room(4 * N), other = Room(4 * N);
        var plain = new Layout(H * T * D, T * D, D);
        for (int threads = 1; threads <= 3; threads++)
        {
            ForkJoin.Threads = threads;
            float* to = threads == 1 ? first : other;
            CausalAttention.Forward(q, plain, k, plain, v, plain, to, plain, lse, B, H, T, T, D, 0.2f, true, 0.2f, 7, 8);
            CausalAttention.Backward(q, plain, k, plain, v, plain, to, plain, dO, plain, lse, to + N, plain, to + (2 * N), plain, to + (3 * N), plain,
                B, H, T, T, D, 0.2f, true, 0.2f, 7, 8);
            if (threads > 1) SameBits(first, other, 4 * N, $"{threads} threads,");
        }
    }

    [Fact]
    public void Forward_OneQuery_OneTwoThreeThreads_GiveEqualBits()
    {
        const int H = 5, T = 300, D = 40;
        float* q = Some(H * D), k = Some(H * T * D), v = Some(H * T * D), lse = Room(H), first = Room(H * D), other = Room(H * D);
        Layout one = new(H * D, D, D), many = new(H * T * D, T * D, D);
        for (int threads = 1; threads <= 3; threads++)
        {
            ForkJoin.Threads = threads;
            CausalAttention.Forward(q, one, k, many, v, many, threads == 1 ? first : other, one, lse, 1, H, 1, T, D, 0.2f, false, 0, 0, 0);
            if (threads > 1) SameBits(first, other, H * D, $"{threads} threads,");
        }
    }

    private void Check(Case c, bool interleaved)
    {
        var (batch, heads, queries, keys, size, causal, dropout) = c;
        long nq = (long)batch * heads * queries * size, nk = (long)batch * heads * keys * size, rows = (long)batch * heads * queries;
        // Interleaved: (B,T,H,D), the heads' channels side by side; else (B,H,T,D).
        Layout Of(int tokens) => interleaved ? new((long)tokens * heads * size, size, heads * size) : new((long)heads * tokens * size, (long)tokens * size, size);
        Layout ql = Of(queries), kl = Of(keys);
        float* q = Some(nq, 2), k = Some(nk, 2), v = Some(nk), dO = Some(nq);
        float* expected = Room(nq), actual = Room(nq), expectedLse = Room(rows), lse = Room(rows);
        float scale = 1 / MathF.Sqrt(size);
        string what = $"{c} {interleaved}";
        CausalAttentionReference.Forward(q, ql, k, kl, v, kl, expected, ql, expectedLse, batch, heads, queries, keys, size, scale, causal, dropout, 11, 22);
        CausalAttention.Forward(q, ql, k, kl, v, kl, actual, ql, lse, batch, heads, queries, keys, size, scale, causal, dropout, 11, 22);
        Near(expected, actual, nq, 1e-5, 2e-6, "output of " + what);
        Near(expectedLse, lse, rows, 1e-6, 1e-6, "lse of " + what);

        float* dq = Room(nq), dk = Room(nk), dv = Room(nk), expectedQ = Room(nq), expectedK = Room(nk), expectedV = Room(nk);
        CausalAttentionReference.Backward(q, ql, k, kl, v, kl, actual, ql, dO, ql, lse, expectedQ, ql, expectedK, kl, expectedV, kl,
            batch, heads, queries, keys, size, scale, causal, dropout, 11, 22);
        CausalAttention.Backward(q, ql, k, kl, v, kl, actual, ql, dO, ql, lse, dq, ql, dk, kl, dv, kl,
            batch, heads, queries, keys, size, scale, causal, dropout, 11, 22);
        Near(expectedQ, dq, nq, 1e-4, 1e-5, "dq of " + what);
        Near(expectedK, dk, nk, 1e-4, 1e-5, "dk of " + what);
        Near(expectedV, dv, nk, 1e-4, 1e-5, "dv of " + what);
    }
}
