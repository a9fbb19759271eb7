// Which parts of a model a prediction comes from, on its way and under interventions.
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

/// <summary>Asks for one logit as a sum.</summary>
public sealed record AttributionRequest
{
    public string? Prompt { get; init; }
    public int? Step { get; init; }

    /// <summary>The token after which the next one is guessed; the last when left out.</summary>
    public int? Position { get; init; }

    /// <summary>The next token in question; by id or text, the likeliest when both are left out.</summary>
    public int? Token { get; init; }
    public string? Text { get; init; }
    public InterventionsRequest? Interventions { get; init; }
}

/// <summary>A logit, and what each part of the model adds to it.</summary>
public sealed record Attribution
{
    public required int Step { get; init; }

    /// <summary>What the model read.</summary>
    public required IReadOnlyList<Token> Tokens { get; init; }
    public required int Dropped { get; init; }
    public required int Position { get; init; }
    public required Token Token { get; init; }

    /// <summary>The model's own number.</summary>
    public required float Logit { get; init; }
    public required float Probability { get; init; }
    public required int Rank { get; init; }

    /// <summary>Of all parts.</summary>
    public required double Sum { get; init; }

    /// <summary>The sum minus the logit: rounding.</summary>
    public required double Difference { get; init; }

    /// <summary>In the order in which the model adds them.</summary>
    public required IReadOnlyList<AttributionPart> Parts { get; init; }

    /// <summary>The first layer with parts of its own; above 0 only without residual connections.</summary>
    public required int FromLayer { get; init; }

    /// <summary>How the split is made, for people.</summary>
    public required string Rule { get; init; }

    /// <summary>The likeliest next tokens at this position.</summary>
    public required IReadOnlyList<Candidate> Next { get; init; }
}

/// <summary>One summand.</summary>
/// <param name="Layer">Counted from 0; null where the part belongs to none.</param>
/// <param name="Head">Of <see cref="PartName.Head"/>.</param>
/// <param name="BySource">Of a head: what came from each token [T]; sums to the value.</param>
public sealed record AttributionPart(PartName Kind, int? Layer, int? Head, double Value, double[]? BySource = null);

[JsonConverter(typeof(JsonStringEnumConverter<PartName>))]
public enum PartName
{
    /// <summary>What the token at the position says by itself; of the bigram table everything.</summary>
    [JsonStringEnumMemberName("tokenEmbedding")] TokenEmbedding,

    /// <summary>What its position says.</summary>
    [JsonStringEnumMemberName("positionEmbedding")] PositionEmbedding,

    /// <summary>What one head brought, from each token that it looked at.</summary>
    [JsonStringEnumMemberName("head")] Head,

    /// <summary>The bias of a layer's output projection.</summary>
    [JsonStringEnumMemberName("attentionBias")] AttentionBias,

    /// <summary>What a feed-forward says, without its last bias.</summary>
    [JsonStringEnumMemberName("feedForward")] FeedForward,

    /// <summary>The last bias of a feed-forward.</summary>
    [JsonStringEnumMemberName("feedForwardBias")] FeedForwardBias,

    /// <summary>The bias of the last normalisation.</summary>
    [JsonStringEnumMemberName("normBias")] NormBias,

    /// <summary>The bias of the head that scores the symbols.</summary>
    [JsonStringEnumMemberName("headBias")] HeadBias,
}

/// <summary>Asks for the prediction after every part of the model.</summary>
public sealed record LensRequest
{
    public string? Prompt { get; init; }
    public int? Step { get; init; }

    /// <summary>The position whose candidates are listed; the last when left out.</summary>
    public int? Position { get; init; }

    /// <summary>A token to follow, by id or text; what the model ends with at each position when both are left out.</summary>
    public int? Token { get; init; }
    public string? Text { get; init; }
    public InterventionsRequest? Interventions { get; init; }
}

/// <summary>The prediction after every part; columns are [T].</summary>
public sealed record Lens
{
    public required int Step { get; init; }
    public required IReadOnlyList<Token> Tokens { get; init; }
    public required int Dropped { get; init; }
    public required int Position { get; init; }

    /// <summary>What is followed at each position [T].</summary>
    public required IReadOnlyList<Token> Followed { get; init; }
    public required IReadOnlyList<LensRow> Stages { get; init; }

    /// <summary>What mixes tokens in this model: attention, average or fusion.</summary>
    [AllowedValues("attention", "average", "fusion")]
    public required string Mixing { get; init; }

    /// <summary>What the numbers mean for this model, for people.</summary>
    public required string Rule { get; init; }
}

/// <param name="Layer">Null after the embedding.</param>
/// <param name="Top">The likeliest at each position.</param>
/// <param name="Probability">Of the likeliest.</param>
/// <param name="Followed">Probability of the token that is followed.</param>
/// <param name="Ranks">Its rank, 1 for the likeliest.</param>
/// <param name="Entropy">In nats.</param>
/// <param name="Candidates">The likeliest at the position that was asked for.</param>
public sealed record LensRow(LensPlaceName Place, int? Layer, IReadOnlyList<Token> Top, IReadOnlyList<float> Probability,
    IReadOnlyList<float> Followed, IReadOnlyList<int> Ranks, IReadOnlyList<float> Entropy, IReadOnlyList<Candidate> Candidates);

[JsonConverter(typeof(JsonStringEnumConverter<LensPlaceName>))]
public enum LensPlaceName
{
    [JsonStringEnumMemberName("embedding")] Embedding,
    /// <summary>After attention, average or fusion.</summary>
    [JsonStringEnumMemberName("mixing")] Mixing,
    [JsonStringEnumMemberName("feedForward")] FeedForward,
}

/// <summary>Asks what interventions change: two passes with the same weights.</summary>
public sealed record EffectRequest
{
    public string? Prompt { get; init; }
    public int? Step { get; init; }

    /// <summary>The head whose weights are subtracted; none when both are left out.</summary>
    public int? Layer { get; init; }
    public int? Head { get; init; }
    public InterventionsRequest? Interventions { get; init; }
}

/// <summary>Before and after.</summary>
public sealed record Effect
{
    public required int Step { get; init; }

    /// <summary>The text as it was, and as it was read.</summary>
    public required IReadOnlyList<Token> Tokens { get; init; }
    public required IReadOnlyList<Token> Read { get; init; }
    public required int Dropped { get; init; }

    /// <summary>How many interventions are in force.</summary>
    public required int Interventions { get; init; }

    /// <summary>Mean loss of guessing each next token of the text as it was, in nats per token; null for a text of one token.</summary>
    public required double? LossBefore { get; init; }
    public required double? LossAfter { get; init; }

    /// <summary>The same of each token after the first [T - 1].</summary>
    public required double[] LossesBefore { get; init; }
    public required double[] LossesAfter { get; init; }

    /// <summary>The likeliest next tokens of both, by the larger of their probabilities.</summary>
    public required IReadOnlyList<ShiftedCandidate> Next { get; init; }

    /// <summary>The share of the next token's probability that went to other tokens, 0 to 1.</summary>
    public required double Moved { get; init; }

    /// <summary>Whether every logit is the same to the bit.</summary>
    public required bool Same { get; init; }
    public HeadEffect? Head { get; init; }
}

/// <summary>A possible next token before and after.</summary>
public sealed record ShiftedCandidate(int Id, string Text, float LogitBefore, float LogitAfter, float ProbabilityBefore, float ProbabilityAfter, int RankBefore, int RankAfter);

/// <summary>One head's weights, after minus before [query][key]; all keys where one of both has no mask.</summary>
/// <param name="Moved">The mean share of its attention that a token spends elsewhere, 0 to 1.</param>
public sealed record HeadEffect(int Layer, int Head, bool Masked, float[][] Before, float[][] After, float[][] Difference, double Moved);

/// <summary>What each head was worth over a run: how the loss changed without it.</summary>
/// <param name="Rule">What was measured, for people.</param>
/// <param name="Steps">In order; not every estimate has one.</param>
/// <param name="Loss">Of the model as it is, nats per token.</param>
/// <param name="Heads">Layer by layer, head by head.</param>
public sealed record KnockoutHistory(string Rule, int Windows, int WindowTokens, IReadOnlyList<int> Steps, IReadOnlyList<double> Loss, IReadOnlyList<KnockoutColumn> Heads);

/// <param name="Change">Loss with the head's output at zero minus the loss as it is; above 0 where the head helps.</param>
public sealed record KnockoutColumn(int Layer, int Head, IReadOnlyList<double> Change);
