// Random windows of a corpus; which ones depends only on the seed and a number, not on what was drawn before.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <param name="tokens">One part of the corpus, longer than the context.</param>
internal sealed class WindowBatcher(int[] tokens, int batch, int context, ulong seed) : IBatches
{
    public int Rows => batch;

    public int Length => context;

    /// <summary>Inputs x (B, T) and the token after each, y (B, T).</summary>
    public (Tensor X, Tensor Y) Batch(ulong stream, long number)
    {
        var x = new long[batch * context];
        var y = new long[batch * context];
        for (int b = 0; b < batch; b++)
        {
            int start = CounterRandom.Below(tokens.Length - context, seed, stream, (ulong)(number * batch + b));
            for (int t = 0; t < context; t++)
            {
                x[b * context + t] = tokens[start + t];
                y[b * context + t] = tokens[start + t + 1];
            }
        }
        return (tensor(x, [batch, context], device: Accelerator.Device), tensor(y, [batch, context], device: Accelerator.Device)); // (B, T), (B, T)
    }
}
