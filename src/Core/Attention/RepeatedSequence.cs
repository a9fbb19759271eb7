// Random tokens, and then the same again: the only way to foretell the second half is to look back at the first.
namespace AttentionLab.Core;

public static class RepeatedSequence
{
    /// <summary>The longest half: enough to average over.</summary>
    public const int LongestHalf = 64;

    /// <summary>Token ids, the same for a seed, context and vocabulary; empty where the context holds no repetition.</summary>
    /// <remarks>A half repeats no token where the vocabulary allows it, so that each has one earlier twin.</remarks>
    public static int[] Of(int context, int vocabulary, long seed)
    {
        int half = Math.Min(context / 2, LongestHalf);
        if (half < 2) return [];
        var order = Enumerable.Range(0, vocabulary).ToArray();
        var tokens = new int[2 * half];
        for (int t = 0; t < half; t++)
        {
            int at = t % vocabulary, other = at + CounterRandom.Below(vocabulary - at, (ulong)seed, RandomStream.RepeatedSequence, (ulong)t);
            (order[at], order[other]) = (order[other], order[at]);
            tokens[t] = tokens[half + t] = order[at];
        }
        return tokens;
    }
}
