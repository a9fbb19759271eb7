// A head whose numbers are worked here in plain float32 loops, far from any engine and any script.
using System.Text.Json;

namespace AttentionLab.Client.Tests.Proof;

internal sealed record MadeHead(bool Masked = true, bool Scaled = true, bool Average = false, bool Bias = true)
{
    public const int T = 5, C = 6, D = 4, Token = 3;

    public string Json => JsonSerializer.Serialize(Inspection(), JsonSerializerOptions.Web);

    /// <summary>Layer 0, head 0.</summary>
    public Inspection Inspection()
    {
        float[][] x = Matrix(T, C, 1), w = Matrix(C, D, 2), b = Matrix(1, D, 3), key = Average ? Zeros(T, D) : Matrix(T, D, 4), value = Matrix(T, D, 5);
        float[][] query = Average ? Zeros(T, D) : [.. x.Select(row => Enumerable.Range(0, D).Select(d => Sum(C, c => row[c] * w[c][d]) + (Bias ? b[0][d] : 0)).ToArray())];
        float divisor = Scaled ? MathF.Sqrt(D) : 1;
        float[][] raw = [.. query.Select(q => key.Select(k => Sum(D, d => q[d] * k[d])).ToArray())];
        float[][] scaled = [.. raw.Select(row => row.Select(value => value / divisor).ToArray())];
        float[][] weights = [.. scaled.Select((row, t) => Softmax(Masked ? row[..(t + 1)] : row))];
        float[][] output = [.. weights.Select(row => Enumerable.Range(0, D).Select(d => Sum(row.Length, t => row[t] * value[t][d])).ToArray())];
        return new()
        {
            Step = 40,
            Tokens = [.. "To b\n".Select((letter, id) => new Token(id, letter.ToString()))],
            Dropped = 0,
            Layers = 1,
            Heads = 1,
            Weights = [[weights]],
            Affinities = [[scaled]],
            Head = new(0, 0, raw, scaled, query, key, value, output, divisor, Masked, x, Average ? null : w, Average || !Bias ? null : b[0]),
            Next = [],
        };
    }

    private static float[] Softmax(float[] row)
    {
        float max = row.Max();
        float[] exp = [.. row.Select(value => MathF.Exp(value - max))];
        float sum = Sum(exp.Length, i => exp[i]);
        return [.. exp.Select(value => value / sum)];
    }

    private static float Sum(int count, Func<int, float> term)
    {
        float sum = 0;
        for (int i = 0; i < count; i++) sum += term(i);
        return sum;
    }

    private static float[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new float[columns])];

    private static float[][] Matrix(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (float)(random.NextDouble() * 4 - 2)).ToArray())];
    }
}
