// One forward pass over a prompt, with everything attention did.
namespace AttentionLab.Contracts;

/// <summary>Asks for a capture. With layer and head the answer holds that head's full arithmetic, with token that row's.</summary>
public sealed record InspectRequest
{
    public string? Prompt { get; init; }

    /// <summary>A step whose weights are kept; the newest when left out.</summary>
    public int? Step { get; init; }
    public int? Layer { get; init; }
    public int? Head { get; init; }

    /// <summary>Position of the querying token.</summary>
    public int? Token { get; init; }

    /// <summary>Whether the answer holds the affinities of every head, which are as many as the weights.</summary>
    public bool Affinities { get; init; } = true;

    /// <summary>What is changed in the pass; everything in the answer is what the model then does.</summary>
    public InterventionsRequest? Interventions { get; init; }
}

/// <summary>What a prompt did in the model. T = tokens, D = channels of a head; every number is the model's own float32.</summary>
public sealed record Inspection
{
    /// <summary>The step whose weights were used.</summary>
    public required int Step { get; init; }

    /// <summary>What the model saw: the last tokens of the prompt that fit its context.</summary>
    public required IReadOnlyList<Token> Tokens { get; init; }

    /// <summary>Tokens at the front of the prompt that did not fit the context.</summary>
    public required int Dropped { get; init; }
    public required int Layers { get; init; }
    public required int Heads { get; init; }

    /// <summary>Attention weights [layer][head][query][key], key &lt;= query (all keys when the model has no mask).</summary>
    public required float[][][][] Weights { get; init; }

    /// <summary>Scaled affinities before the softmax, of the same cells; empty when they were not asked for.</summary>
    public required float[][][][] Affinities { get; init; }

    /// <summary>The asked-for head in full; null when layer and head were left out.</summary>
    public HeadInspection? Head { get; init; }

    /// <summary>The asked-for row in full; null when layer, head and token were left out.</summary>
    public RowInspection? Row { get; init; }

    /// <summary>The likeliest next tokens after the prompt.</summary>
    public required IReadOnlyList<Candidate> Next { get; init; }
}

/// <summary>A token of a prompt.</summary>
public sealed record Token(int Id, string Text);

/// <summary>One head over the whole prompt.</summary>
/// <param name="Raw">q.k [T][T], the masked half too: what the mask hides is real.</param>
/// <param name="Scaled">q.k / sqrt(D) [T][T] (equal to Raw when the model does not scale).</param>
/// <param name="Query">[T][D]</param>
/// <param name="Key">[T][D]</param>
/// <param name="Value">[T][D]</param>
/// <param name="Output">Weights times values [T][D].</param>
/// <param name="Divisor">sqrt(D), or 1 when the model does not scale.</param>
/// <param name="Masked">Whether the future is hidden.</param>
/// <param name="Input">x, what the attention layer was given [T][C]; empty rows in a lesson that starts from queries.</param>
/// <param name="QueryWeight">W in q = x W + b [C][D]; null where the weights are a fixed average and there are no queries.</param>
/// <param name="QueryBias">b [D]; null where the model has none.</param>
/// <param name="Added">What interventions add to Scaled [T][T]: 0, the logarithm of a factor, or null for minus infinity; null where no cell of the head is changed.</param>
public sealed record HeadInspection(
    int Layer, int Head, float[][] Raw, float[][] Scaled, float[][] Query, float[][] Key, float[][] Value, float[][] Output, float Divisor, bool Masked,
    float[][] Input, float[][]? QueryWeight, float[]? QueryBias, [property: MaybeNotFinite] float[][]? Added = null);

/// <summary>One row of one head, down to the arithmetic. K = visible keys.</summary>
public sealed record RowInspection
{
    public required int Layer { get; init; }
    public required int Head { get; init; }
    public required int Token { get; init; }

    /// <summary>What the attention layer was given for this token [C].</summary>
    public required float[] X { get; init; }

    /// <summary>Query [D].</summary>
    public required float[] Q { get; init; }

    /// <summary>Keys [K][D].</summary>
    public required float[][] K { get; init; }

    /// <summary>Values [K][D].</summary>
    public required float[][] V { get; init; }

    /// <summary>q times k, element by element [K][D].</summary>
    public required float[][] Products { get; init; }

    /// <summary>q.k [K].</summary>
    public required float[] Raw { get; init; }

    /// <summary>q.k of the later tokens that the mask hides [T - K]: real numbers, but the softmax is given minus infinity.</summary>
    public required float[] Hidden { get; init; }

    /// <summary>sqrt(D), or 1 when the model does not scale.</summary>
    public required float Divisor { get; init; }

    /// <summary>Divided by sqrt(D) [K].</summary>
    public required float[] Scaled { get; init; }

    /// <summary>What interventions add to Scaled [K]: 0, the logarithm of a factor, or null for minus infinity; null where no cell of the head is changed.</summary>
    [MaybeNotFinite]
    public float[]? Added { get; init; }

    /// <summary>The largest of Scaled, with what is added.</summary>
    public required float Max { get; init; }

    /// <summary>exp(scaled + added - max) [K].</summary>
    public required float[] Exp { get; init; }

    /// <summary>Sum of Exp.</summary>
    public required float Sum { get; init; }

    /// <summary>Softmax [K].</summary>
    public required float[] Weights { get; init; }

    /// <summary>Weights times values [D].</summary>
    public required float[] Output { get; init; }
}

/// <summary>A possible next token. Rank 1 is the likeliest.</summary>
public sealed record Candidate(int Id, string Text, float Logit, float Probability, int Rank);
