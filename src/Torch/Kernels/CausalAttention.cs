// Fused attention: softmax(q k^T scale [causal]) v without keeping the matrix of weights.
namespace TorchSharp.Kernels;

internal static unsafe class CausalAttention
{
    /// <summary>Strides in elements of a (batch, head, token, channel) tensor; its channels are adjacent.</summary>
    public readonly record struct Layout(long Batch, long Head, long Token);

    /// <summary>output (B,H,T,D) and logSumExp (B,H,T); causal: query i sees the keys 0..i. Dropout falls on the weights, by cell index.</summary>
    public static void Forward(float* q, Layout qs, float* k, Layout ks, float* v, Layout vs, float* output, Layout os, float* logSumExp,
        int batch, int heads, int queries, int keys, int headSize, float scale, bool causal, float dropout, ulong seed, ulong offset) =>
        CausalAttentionReference.Forward(q, qs, k, ks, v, vs, output, os, logSumExp,
            batch, heads, queries, keys, headSize, scale, causal, dropout, seed, offset);

    /// <summary>Gradients of <see cref="Forward"/>, overwritten; the weights are computed again from logSumExp.</summary>
    public static void Backward(float* q, Layout qs, float* k, Layout ks, float* v, Layout vs, float* output, Layout os,
        float* dOutput, Layout dos, float* logSumExp, float* dq, Layout dqs, float* dk, Layout dks, float* dv, Layout dvs,
        int batch, int heads, int queries, int keys, int headSize, float scale, bool causal, float dropout, ulong seed, ulong offset) =>
        CausalAttentionReference.Backward(q, qs, k, ks, v, vs, output, os, dOutput, dos, logSumExp, dq, dqs, dk, dks, dv, dvs,
            batch, heads, queries, keys, headSize, scale, causal, dropout, seed, offset);
}
