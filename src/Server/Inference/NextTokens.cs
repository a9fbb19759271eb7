// The likeliest next tokens of a row of logits.
namespace AttentionLab.Server.Inference;

public static class NextTokens
{
    /// <param name="logits">(V)</param>
    public static IReadOnlyList<Candidate> Of(ReadOnlySpan<float> logits, ITokenizer tokenizer, int count)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits) largest = MathF.Max(largest, logit);
        var odds = new double[logits.Length];
        double sum = 0;
        for (int id = 0; id < odds.Length; id++) sum += odds[id] = Math.Exp((double)logits[id] - largest);
        var order = Enumerable.Range(0, odds.Length).OrderByDescending(id => odds[id]).ThenBy(id => id).Take(count).ToArray();
        var candidates = new Candidate[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
            candidates[rank] = new(order[rank], tokenizer.TextOf(order[rank]), logits[order[rank]], (float)(odds[order[rank]] / sum), rank + 1);
        return candidates;
    }
}
