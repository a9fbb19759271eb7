// A drawn token and what the model thought when it was drawn.
namespace AttentionLab.Model;

/// <param name="Index">0 for the first drawn token.</param>
/// <param name="Probability">Of this token in the distribution it was drawn from, after temperature, top-k and top-p.</param>
/// <param name="Entropy">Of that distribution, in nats.</param>
/// <param name="Candidates">The likeliest tokens, best first.</param>
/// <param name="ContextStart">Position, in prompt and drawn tokens together, of the first token that the model saw.</param>
/// <param name="Attention">Weights of the last visible token [layer][head][visible token]; null when not asked for.</param>
public sealed record SampledToken(int Index, int Id, float Probability, float Entropy, IReadOnlyList<CandidateToken> Candidates, int ContextStart, float[][][]? Attention);

/// <param name="Logit">The model's own.</param>
/// <param name="Probability">In the distribution that was drawn from; 0 for a token that top-k or top-p left out.</param>
/// <param name="Rank">1 is the likeliest.</param>
public sealed record CandidateToken(int Id, float Logit, float Probability, int Rank);
