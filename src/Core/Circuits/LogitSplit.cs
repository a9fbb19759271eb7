// A logit as a sum: what each part of the model says for one next token at one position.
namespace AttentionLab.Core;

/// <param name="Position">The token after which the next one is guessed.</param>
/// <param name="Token">The next token in question.</param>
/// <param name="Logit">The model's own number.</param>
/// <param name="Parts">In the order in which the model adds them.</param>
/// <param name="FromLayer">
/// The first layer whose parts stand in the sum for themselves. Above 0 only without residual connections: what came before
/// acts through that layer alone and has no share of its own.
/// </param>
public sealed record LogitSplit(int Position, int Token, float Logit, IReadOnlyList<AttributionPart> Parts, int FromLayer)
{
    public double Sum => Parts.Sum(part => part.Value);
}
