// A token of a generated text and what the model thought at its place.
namespace AttentionLab.Core;

/// <summary>"Own" is the model's own distribution (temperature 1, all tokens), the rest that after temperature, top-k and top-p.</summary>
/// <param name="Index">0 for the first token after the prompt.</param>
/// <param name="Token">The token that was drawn or forced.</param>
/// <param name="Forced">Whether it was given instead of drawn.</param>
/// <param name="Entropy">Of the distribution it was drawn from, in nats.</param>
/// <param name="OwnEntropy">Of the model's own distribution, in nats.</param>
/// <param name="Drawable">How many tokens could be drawn here.</param>
/// <param name="Candidates">The likeliest tokens, best first.</param>
/// <param name="ContextStart">Position, in prompt and generated tokens together, of the first token that the model saw.</param>
/// <param name="Attention">Weights of the last visible token [layer][head][visible token]; null when not asked for.</param>
public sealed record SampledToken(
    int Index, CandidateToken Token, bool Forced, float Entropy, float OwnEntropy, int Drawable, IReadOnlyList<CandidateToken> Candidates, int ContextStart, float[][][]? Attention)
{
    public int Id => Token.Id;

    /// <summary>In the distribution it was drawn from; 0 for a forced token that could not have been drawn.</summary>
    public float Probability => Token.Probability;
}

/// <param name="Rank">1 is the likeliest.</param>
/// <param name="Logit">The model's own.</param>
/// <param name="OwnProbability">Softmax of the logits: before temperature, top-k and top-p.</param>
/// <param name="OwnLogProbability">Its logarithm, in nats.</param>
/// <param name="Probability">In the distribution that was drawn from; 0 for a token that top-k or top-p left out.</param>
/// <param name="LogProbability">Its logarithm, in nats; null for a token that could not be drawn.</param>
public sealed record CandidateToken(int Id, int Rank, float Logit, float OwnProbability, float OwnLogProbability, float Probability, float? LogProbability);
