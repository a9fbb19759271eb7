// What a model would answer if it stopped after one of its parts.
namespace AttentionLab.Core;

/// <param name="Layer">Null after the embedding.</param>
/// <param name="Positions">In the order of the text.</param>
public sealed record LensStage(LensPlaceName Place, int? Layer, IReadOnlyList<LensAnswer> Positions);

/// <summary>What would be answered after one token.</summary>
/// <param name="Top">The likeliest, best first.</param>
/// <param name="Target">The token that is followed through the stages, at this one.</param>
/// <param name="Entropy">In nats.</param>
public sealed record LensAnswer(IReadOnlyList<LensCandidate> Top, LensCandidate Target, double Entropy);

/// <param name="Rank">1 for the likeliest.</param>
public sealed record LensCandidate(int Id, float Logit, double Probability, int Rank);
