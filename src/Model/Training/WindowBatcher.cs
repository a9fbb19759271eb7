// Random windows of a corpus; which ones depends only on the seed and a number, not on what was drawn before.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <param name="tokens">One part of the corpus, longer than the context.</param>
internal sealed class WindowBatcher(int[] tokens, int batch, int context, ulong seed) : IBatches
{
    // Room for the ids of one tensor, which takes a copy: a run draws batches in every step.
    private long[]? spare;

    public int Rows => batch;

    public int Length => context;

    /// <summary>Inputs x (B, T) and the token after each, y (B, T).</summary>
    public (Tensor X, Tensor Y) Batch(ulong stream, long number)
    {
        long[] ids = Interlocked.Exchange(ref spare, null) ?? new long[batch * context];
        var x = Windows(ids, stream, number, 0); // (B, T)
        var y = Windows(ids, stream, number, 1); // (B, T)
        spare = ids;
        return (x, y); // (B, T), (B, T)
    }

    private Tensor Windows(long[] ids, ulong stream, long number, int shift)
    {
        for (int b = 0; b < batch; b++)
        {
            int start = CounterRandom.Below(tokens.Length - context, seed, stream, (ulong)(number * batch + b)) + shift;
            for (int t = 0; t < context; t++) ids[b * context + t] = tokens[start + t];
        }
        return tensor(ids, [batch, context], device: Accelerator.Device); // (B, T)
    }
}
