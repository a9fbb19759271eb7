// Fused attention: softmax(q k^T scale [causal]) v without keeping the matrix of weights.
namespace TorchSharp.Kernels;

internal static unsafe class CausalAttention
{
    private const double WorkOfThread = 200_000;    // multiply-adds of one product
    private const double WorkOfRow = 4_000;         // what a row's softmax takes, in multiply-adds

    /// <summary>Strides in elements of a (batch, head, token, channel) tensor; its channels are adjacent.</summary>
    public readonly record struct Layout(long Batch, long Head, long Token);

    /// <summary>output (B,H,T,D) and logSumExp (B,H,T); causal: query i sees the keys 0..i. Dropout falls on the weights, by cell index.</summary>
    public static void Forward(float* q, Layout qs, float* k, Layout ks, float* v, Layout vs, float* output, Layout os, float* logSumExp,
        int batch, int heads, int queries, int keys, int headSize, float scale, bool causal, float dropout, ulong seed, ulong offset)
    {
        if (queries <= 0 || headSize <= 0) return;
        var shape = new AttentionShape(batch, heads, queries, keys, headSize, scale, causal, dropout, seed, offset);
        if (queries == 1 && dropout == 0 && keys > 0)
        {
            LaneLoop.For((long)batch * heads, SingleQueryAttention.Grain(shape), new SingleQueryAttention(shape, q, qs, k, ks, v, vs, output, os, logSumExp));
            return;
        }
        LaneLoop.For((long)batch * heads, Grain(shape), new AttentionForward(shape, q, qs, k, ks, v, vs, output, os, logSumExp));
    }

    /// <summary>Gradients of <see cref="Forward"/>, overwritten; the weights are computed again from logSumExp.</summary>
    public static void Backward(float* q, Layout qs, float* k, Layout ks, float* v, Layout vs, float* output, Layout os,
        float* dOutput, Layout dos, float* logSumExp, float* dq, Layout dqs, float* dk, Layout dks, float* dv, Layout dvs,
        int batch, int heads, int queries, int keys, int headSize, float scale, bool causal, float dropout, ulong seed, ulong offset)
    {
        if (headSize <= 0) return;
        var shape = new AttentionShape(batch, heads, queries, keys, headSize, scale, causal, dropout, seed, offset);
        LaneLoop.For((long)batch * heads, Grain(shape),
            new AttentionBackward(shape, q, qs, k, ks, v, vs, output, os, dOutput, dos, logSumExp, dq, dqs, dk, dks, dv, dvs));
    }

    private static long Grain(AttentionShape shape) =>
        Math.Max(1, (long)(WorkOfThread / (shape.Queries * (((double)shape.Keys * shape.HeadSize) + WorkOfRow) + 1)));
}

/// <summary>What forward and backward agree on; one head at a time is one thread's work.</summary>
internal readonly record struct AttentionShape(int Batch, int Heads, int Queries, int Keys, int HeadSize, float Scale, bool Causal, float Dropout, ulong Seed, ulong Offset)
{
    /// <summary>Heads of the whole batch.</summary>
    public long All => (long)Batch * Heads;

    /// <summary>How many keys the query before row <paramref name="end"/> sees.</summary>
    public int Seen(int end) => Causal ? Math.Min(end, Keys) : Keys;
}
