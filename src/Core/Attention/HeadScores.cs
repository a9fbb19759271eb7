// What a head looks at, in six numbers, read off its matrix of attention weights on a known text.
namespace AttentionLab.Core;

/// <summary>Means over rows, in 0 to 1 but for the distance. Rows that have no choice are left out of each.</summary>
/// <param name="PreviousToken">Weight on the token before; rows from the third on.</param>
/// <param name="FirstToken">Weight on the first token, where a head looks that has nothing to say (Xiao et al. 2023, "attention sink"); rows from the third on.</param>
/// <param name="DuplicateToken">Weight on earlier tokens that are the same as the row's own; null where the text repeats none.</param>
/// <param name="Induction">Weight on the tokens that came after those (Olsson et al. 2022, "prefix matching"); null where the text repeats none.</param>
/// <param name="Entropy">Entropy of a row over that of an even one: 1 looks everywhere alike, 0 at one token.</param>
/// <param name="Distance">How many tokens away it looks.</param>
public sealed record HeadScores(float PreviousToken, float FirstToken, float? DuplicateToken, float? Induction, float Entropy, float Distance)
{
    /// <param name="weights">(T, T) row by row.</param>
    /// <param name="tokens">Their T ids.</param>
    /// <param name="masked">Whether row t holds t + 1 weights, and zeros behind.</param>
    public static HeadScores Of(ReadOnlySpan<float> weights, ReadOnlySpan<int> tokens, bool masked)
    {
        int length = tokens.Length;
        var sums = new Sums();
        for (int t = 0; t < length; t++) sums.Add(weights.Slice(t * length, masked ? t + 1 : length), tokens, t);
        return sums.Scores();
    }

    private struct Sums
    {
        private Mean previous, first, duplicate, induction, entropy, distance;

        /// <param name="row">Weights of the keys that token t sees.</param>
        public void Add(ReadOnlySpan<float> row, ReadOnlySpan<int> tokens, int t)
        {
            if (t >= 2)
            {
                previous.Add(row[t - 1]);
                first.Add(row[0]);
            }
            Repeats(row, tokens, t);
            double nats = 0, away = 0;
            for (int s = 0; s < row.Length; s++)
            {
                if (row[s] > 0) nats -= row[s] * Math.Log(row[s]);
                away += row[s] * (double)Math.Abs(t - s);
            }
            if (row.Length > 1) entropy.Add(nats / Math.Log(row.Length));
            distance.Add(away);
        }

        public readonly HeadScores Scores() => new(
            previous.Value ?? 0, first.Value ?? 0, duplicate.Value, induction.Value, entropy.Value ?? 0, distance.Value ?? 0);

        private void Repeats(ReadOnlySpan<float> row, ReadOnlySpan<int> tokens, int t)
        {
            double same = 0, after = 0;
            int repeats = 0, followed = 0;
            for (int s = 0; s < t; s++)
            {
                if (tokens[s] != tokens[t]) continue;
                same += row[s];
                repeats++;
                // The token itself is not what came after the one before it.
                if (s + 1 == t) continue;
                after += row[s + 1];
                followed++;
            }
            if (repeats > 0) duplicate.Add(same);
            if (followed > 0) induction.Add(after);
        }
    }

    private struct Mean
    {
        private double sum;
        private int count;

        public readonly float? Value => count == 0 ? null : (float)(sum / count);

        public void Add(double value) => (sum, count) = (sum + value, count + 1);
    }
}
