// From logits to the distribution that a token is drawn from: temperature, then top-k, then top-p.
namespace AttentionLab.Model;

internal sealed class TokenDistribution
{
    private readonly float[] logits;
    private readonly int[] ranking;
    private readonly double[] probabilities;

    /// <exception cref="ModelException">A logit is not a finite number.</exception>
    public TokenDistribution(float[] logits, SamplerSettings settings)
    {
        if (logits.Any(logit => !float.IsFinite(logit)))
            throw new ModelException("The model's outputs are not finite numbers: its training diverged. Take an earlier step, or train with a lower learning rate.", "step");
        this.logits = logits;
        ranking = [.. Enumerable.Range(0, logits.Length).OrderByDescending(id => logits[id]).ThenBy(id => id)];
        probabilities = new double[logits.Length];
        if (settings.Temperature == 0) probabilities[ranking[0]] = 1;
        else Fill(settings);
    }

    /// <summary>In nats.</summary>
    public double Entropy => -probabilities.Where(p => p > 0).Sum(p => p * Math.Log(p));

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
    public IReadOnlyList<CandidateToken> Candidates(int count) =>
        [.. ranking.Take(count).Select((id, index) => new CandidateToken(id, logits[id], (float)probabilities[id], index + 1))];

    private void Fill(SamplerSettings settings)
    {
        int kept = settings.TopK > 0 ? Math.Min(settings.TopK, ranking.Length) : ranking.Length;
        double max = logits[ranking[0]];
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
    }
}
