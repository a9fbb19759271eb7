// One row of one head, down to the single multiplications.
namespace AttentionLab.Core;

/// <summary>K = visible keys, D = channels of a head, C = channels.</summary>
public sealed record AttentionRow
{
    /// <summary>Position of the querying token.</summary>
    public required int Token { get; init; }

    /// <summary>What the attention layer was given for this token (C).</summary>
    public required float[] Input { get; init; }

    /// <summary>(D).</summary>
    public required float[] Query { get; init; }

    /// <summary>[K][D].</summary>
    public required float[][] Keys { get; init; }

    /// <summary>[K][D].</summary>
    public required float[][] Values { get; init; }

    /// <summary>Query times key, channel by channel [K][D].</summary>
    public required float[][] Products { get; init; }

    /// <summary>Their sums (K), as the model computed them.</summary>
    public required float[] Raw { get; init; }

    /// <summary>Query times the keys that the mask hides (T - K): real numbers that become minus infinity.</summary>
    public required float[] Hidden { get; init; }

    /// <summary>sqrt(D), or 1 when the model does not scale.</summary>
    public required float Divisor { get; init; }

    /// <summary>Raw over divisor (K), as the model computed it.</summary>
    public required float[] Scaled { get; init; }

    /// <summary>What an intervention adds to <see cref="Scaled"/> (K): 0, the logarithm of a factor, or minus infinity; null where no cell of the head is changed.</summary>
    public float[]? Added { get; init; }

    /// <summary>The largest of <see cref="Scaled"/>, with what is added.</summary>
    public required float Max { get; init; }

    /// <summary>exp(scaled + added - max) (K).</summary>
    public required float[] Exp { get; init; }

    /// <summary>Sum of <see cref="Exp"/>.</summary>
    public required float Sum { get; init; }

    /// <summary>Softmax (K), as the model computed it.</summary>
    public required float[] Weights { get; init; }

    /// <summary>Weights times values (D), as the model computed it.</summary>
    public required float[] Output { get; init; }
}

public static class RowArithmetic
{
    /// <summary>The steps from query and keys to the output of one token, in float32.</summary>
    /// <remarks>Raw, scaled, weights and output are the capture's own numbers; products, exponentials and their sum are what lies between.</remarks>
    /// <exception cref="ModelException">There is no such token.</exception>
    public static AttentionRow Explain(HeadCapture head, GptConfig config, int token)
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
            Token = token,
            Input = Row(head.Input, token, head.Input.Length / tokens),
            Query = query,
            Keys = keys,
            Values = values,
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
