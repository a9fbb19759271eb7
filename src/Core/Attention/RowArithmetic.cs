// One row of one head, down to the single multiplications.
namespace AttentionLab.Core;

public static class RowArithmetic
{
    /// <summary>The steps from query and keys to the output of one token, in float32.</summary>
    /// <remarks>Raw, scaled, weights and output are the capture's own numbers; products, exponentials and their sum are what lies between. Which layer and head it is of is for the caller to say.</remarks>
    /// <exception cref="ModelException">There is no such token.</exception>
    public static RowInspection Explain(HeadCapture head, GptConfig config, int token)
    {
        int size = config.HeadSize;
        int tokens = head.Query.Length / size;
        if (token < 0 || token >= tokens)
            throw new ModelException($"There is no token {token}; the text has tokens 0 to {tokens - 1}.", "token");
        int visible = config.Mask ? token + 1 : tokens;
        float[] query = Row(head.Query, token, size); // (D)
        float[][] keys = Rows(head.Key, visible, size), values = Rows(head.Value, visible, size); // [K][D]
        float[] scaled = Row(head.Scaled, token, tokens)[..visible]; // (K)
        float[]? added = head.Added is null ? null : Row(head.Added, token, tokens)[..visible]; // (K)
        float[] scores = added is null ? scaled : [.. scaled.Zip(added, (value, more) => value + more)]; // (K)
        float max = scores.Max();
        float[] exp = [.. scores.Select(value => MathF.Exp(value - max))]; // (K)
        return new()
        {
            Layer = 0,
            Head = 0,
            Token = token,
            X = Row(head.Input, token, head.Input.Length / tokens),
            Q = query,
            K = keys,
            V = values,
            Products = [.. keys.Select(key => key.Zip(query, (k, q) => k * q).ToArray())],
            Raw = Row(head.Raw, token, tokens)[..visible],
            Hidden = Row(head.Raw, token, tokens)[visible..],
            Divisor = Divisor(config),
            Scaled = scaled,
            Added = added,
            Max = max,
            Exp = exp,
            Sum = exp.Aggregate(0f, (sum, value) => sum + value),
            Weights = Row(head.Weights, token, tokens)[..visible],
            Output = Row(head.Output, token, size),
        };
    }

    /// <summary>What the affinities are divided by: sqrt(D), or 1 when the model does not scale.</summary>
    public static float Divisor(GptConfig config) => config.Scale ? MathF.Sqrt(config.HeadSize) : 1;

    private static float[] Row(float[] matrix, int row, int columns) => matrix[(row * columns)..((row + 1) * columns)];

    private static float[][] Rows(float[] matrix, int rows, int columns) => [.. Enumerable.Range(0, rows).Select(row => Row(matrix, row, columns))];
}
