// Where the queries of one head come from: q = x W + b.
namespace AttentionLab.Core;

/// <param name="Weight">(C, D) row by row.</param>
/// <param name="Bias">(D); null where the model has none.</param>
public sealed record QueryProjection(float[] Weight, float[]? Bias);
