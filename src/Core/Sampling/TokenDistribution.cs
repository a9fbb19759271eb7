// From logits to the distribution that a token is drawn from: temperature, then top-k, then top-p. Keeps the model's own beside it.
namespace AttentionLab.Core;

internal sealed class TokenDistribution
{
    private readonly float[] logits;
    private readonly int[] ranking;
    private readonly int[] rankOf;
    private readonly double[] probabilities;
    private readonly double max;
    private readonly double temperature;
    private readonly double ownLogSum;
    private readonly double logSum;

    /// <exception cref="ModelException">A logit is not a finite number.</exception>
    public TokenDistribution(float[] logits, SamplerSettings settings)
    {
        if (logits.Any(logit => !float.IsFinite(logit)))
            throw new ModelException("The model's outputs are not finite numbers: its training diverged. Take an earlier step, or train with a lower learning rate.", "step");
        this.logits = logits;
        temperature = settings.Temperature;
        ranking = [.. Enumerable.Range(0, logits.Length).OrderByDescending(id => logits[id]).ThenBy(id => id)];
        rankOf = new int[logits.Length];
        for (int rank = 0; rank < ranking.Length; rank++) rankOf[ranking[rank]] = rank;
        max = logits[ranking[0]];
        ownLogSum = Math.Log(logits.Sum(logit => Math.Exp(logit - max)));
        probabilities = new double[logits.Length];
        if (temperature == 0)
        {
            (Drawable, probabilities[ranking[0]]) = (1, 1);
            return;
        }
        double sum;
        (Drawable, sum) = Fill(settings);
        logSum = Math.Log(sum);
    }

    /// <summary>How many tokens could be drawn: all but those that temperature 0, top-k or top-p left out.</summary>
    public int Drawable { get; }

    /// <summary>In nats.</summary>
    public double Entropy => -probabilities.Where(p => p > 0).Sum(p => p * Math.Log(p));

    /// <summary>Of the model's own distribution, in nats.</summary>
    public double OwnEntropy => logits.Sum(logit => Math.Exp(logit - max - ownLogSum) * (ownLogSum + max - logit));

    public double this[int id] => probabilities[id];

    /// <param name="uniform">In [0, 1).</param>
    public int Draw(double uniform)
    {
        double cumulative = 0;
        foreach (int id in ranking)
        {
            cumulative += probabilities[id];
            if (uniform < cumulative) return id;
        }
        return ranking.Last(id => probabilities[id] > 0);
    }

    /// <summary>The likeliest tokens, best first.</summary>
    public IReadOnlyList<CandidateToken> Candidates(int count) => [.. ranking.Take(count).Select(Describe)];

    /// <summary>Rank and probabilities of one token, before and after temperature, top-k and top-p.</summary>
    public CandidateToken Describe(int id)
    {
        int rank = rankOf[id];
        double above = logits[id] - max, own = above - ownLogSum;
        // From the logits, because a probability may be too small for its number and its logarithm is not.
        float? log = rank >= Drawable ? null : temperature == 0 ? 0 : (float)((above / temperature) - logSum);
        return new(id, rank + 1, logits[id], (float)Math.Exp(own), (float)own, (float)probabilities[id], log);
    }

    // How many are kept, and the sum of their exponentials.
    private (int Kept, double Sum) Fill(SamplerSettings settings)
    {
        int kept = settings.TopK > 0 ? Math.Min(settings.TopK, ranking.Length) : ranking.Length;
        double sum = 0;
        foreach (int id in ranking.AsSpan(0, kept)) sum += probabilities[id] = Math.Exp((logits[id] - max) / settings.Temperature);
        double cumulative = 0, reached = 0;
        int most = 0;
        while (most < kept && (most == 0 || reached < settings.TopP))
        {
            cumulative += probabilities[ranking[most++]];
            reached = cumulative / sum;
        }
        if (settings.TopP >= 1) (most, cumulative) = (kept, sum);
        for (int rank = 0; rank < kept; rank++) probabilities[ranking[rank]] = rank < most ? probabilities[ranking[rank]] / cumulative : 0;
        return (most, cumulative);
    }
}
