// What a text cost the model: the surprise at each next token.
namespace AttentionLab.Core;

public static class TextLoss
{
    /// <summary>Cross entropy of each token after the first (T - 1), in nats; none for a text of one token.</summary>
    /// <param name="logits">(T, V) row by row.</param>
    /// <param name="tokens">T, what is to be guessed; row t is asked for token t + 1.</param>
    public static double[] PerToken(ReadOnlySpan<float> logits, ReadOnlySpan<int> tokens)
    {
        int vocabulary = logits.Length / tokens.Length;
        var losses = new double[tokens.Length - 1];
        for (int t = 0; t < losses.Length; t++)
        {
            var row = logits.Slice(t * vocabulary, vocabulary);
            double max = double.NegativeInfinity, sum = 0;
            foreach (float logit in row) max = Math.Max(max, logit);
            foreach (float logit in row) sum += Math.Exp(logit - max);
            losses[t] = Math.Log(sum) + max - row[tokens[t + 1]];
        }
        return losses;
    }
}
