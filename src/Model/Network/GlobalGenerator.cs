// The engine's one random generator for all threads: seeded for every draw of a training, and left as it was by everybody else.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// Dropout has no other source of random numbers. A seed and what is drawn from it are one piece under the gate, so that nobody
/// draws between them.
/// </remarks>
internal static class GlobalGenerator
{
    private static readonly Lock Gate = new();

    /// <summary>Draws from the start of a stream from here on.</summary>
    public static void Seed(long seed)
    {
        lock (Gate) manual_seed(seed);
    }

    /// <summary>Dropout of x with probability p.</summary>
    /// <param name="seed">Of the stream it draws from; null goes on with the one before.</param>
    public static Tensor Dropout(Tensor x, double p, long? seed)
    {
        lock (Gate)
        {
            if (seed is { } start) manual_seed(start);
            return nn.functional.dropout(x, p, training: true); // of x's shape
        }
    }

    /// <summary>Attention whose weights are dropped with probability p: queries (B, H, N, D), keys and values (B, H, T, D) to (B, H, N, D).</summary>
    /// <param name="seed">As of <see cref="Dropout"/>.</param>
    public static Tensor Attention(Tensor query, Tensor key, Tensor value, double p, bool mask, long? seed)
    {
        lock (Gate)
        {
            if (seed is { } start) manual_seed(start);
            return nn.functional.scaled_dot_product_attention(query, key, value, p: p, is_casual: mask); // (B, H, N, D)
        }
    }

    /// <summary>Does what draws random numbers that nobody wants, such as making a layer whose weights are replaced.</summary>
    public static T LeftAlone<T>(Func<T> make)
    {
        lock (Gate)
        {
            using var before = get_rng_state();
            try
            {
                return make();
            }
            finally
            {
                set_rng_state(before);
            }
        }
    }
}
