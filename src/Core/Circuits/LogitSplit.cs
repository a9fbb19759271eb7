// A logit as a sum: what each part of the model says for one next token at one position.
namespace AttentionLab.Core;

public enum LogitPartKind
{
    /// <summary>What the token at the position says by itself; of the bigram table everything.</summary>
    TokenEmbedding,

    /// <summary>What its position says.</summary>
    PositionEmbedding,

    /// <summary>What one head brought, from each token that it looked at.</summary>
    Head,

    /// <summary>The bias of a layer's output projection.</summary>
    AttentionBias,

    /// <summary>What a feed-forward says, without its last bias.</summary>
    FeedForward,

    /// <summary>The last bias of a feed-forward.</summary>
    FeedForwardBias,

    /// <summary>The bias of the last normalisation.</summary>
    NormBias,

    /// <summary>The bias of the head that scores the symbols.</summary>
    HeadBias,
}

/// <param name="Layer">Counted from 0; null where the part belongs to none.</param>
/// <param name="Head">Of <see cref="LogitPartKind.Head"/>.</param>
/// <param name="Value">Its summand.</param>
/// <param name="BySource">Of a head: what of it came from each token (T); sums to the value.</param>
public sealed record LogitPart(LogitPartKind Kind, int? Layer, int? Head, double Value, double[]? BySource = null);

/// <param name="Position">The token after which the next one is guessed.</param>
/// <param name="Token">The next token in question.</param>
/// <param name="Logit">The model's own number.</param>
/// <param name="Parts">In the order in which the model adds them.</param>
/// <param name="FromLayer">
/// The first layer whose parts stand in the sum for themselves. Above 0 only without residual connections: what came before
/// acts through that layer alone and has no share of its own.
/// </param>
public sealed record LogitSplit(int Position, int Token, float Logit, IReadOnlyList<LogitPart> Parts, int FromLayer)
{
    public double Sum => Parts.Sum(part => part.Value);
}
