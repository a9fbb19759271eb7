// Random windows of a corpus; which ones depends only on the seed and a number, not on what was drawn before.
namespace AttentionLab.Core;

/// <param name="tokens">One part of the corpus, longer than the context.</param>
internal sealed class WindowBatcher(int[] tokens, int batch, int context, ulong seed) : IBatches
{
    public int Rows => batch;

    public int Length => context;

    /// <summary>Windows (B, T), or the token after each of their tokens.</summary>
    public void Fill(long[] ids, ulong stream, long number, int shift)
    {
        for (int b = 0; b < batch; b++)
        {
            int start = CounterRandom.Below(tokens.Length - context, seed, stream, (ulong)(number * batch + b)) + shift;
            for (int t = 0; t < context; t++) ids[b * context + t] = tokens[start + t];
        }
    }
}
