// Attention written out, for who wants to see every matrix: affinities, mask, softmax, weighted values.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <param name="Raw">(.., T, T): query times key.</param>
/// <param name="Scaled">(.., T, T): divided by sqrt(D), where the model scales.</param>
/// <param name="Weights">(.., T, T): exactly 0 above the diagonal, where the model masks.</param>
/// <param name="Output">(.., T, D).</param>
internal sealed record ExplicitAttention(Tensor Raw, Tensor Scaled, Tensor Weights, Tensor Output)
{
    /// <summary>Query, key and value (.., T, D).</summary>
    /// <param name="added">To the scaled affinities before the softmax, (.., T, T); null for nothing.</param>
    public static ExplicitAttention Compute(Tensor query, Tensor key, Tensor value, bool scale, bool mask, Tensor? added = null)
    {
        var (raw, scaled, weights) = Look(query, key, scale, mask, added);
        return new(raw, scaled, weights, weights.matmul(value)); // (.., T, D)
    }

    /// <summary>The weights alone (.., T, T), of query and key (.., T, D).</summary>
    public static Tensor WeightsOf(Tensor query, Tensor key, bool scale, bool mask) => Look(query, key, scale, mask, null).Weights; // (.., T, T)

    private static (Tensor Raw, Tensor Scaled, Tensor Weights) Look(Tensor query, Tensor key, bool scale, bool mask, Tensor? added)
    {
        long tokens = query.shape[^2], headSize = query.shape[^1];
        var raw = query.matmul(key.transpose(-2, -1)); // (.., T, T)
        var scaled = scale ? raw.Over(Math.Sqrt(headSize)) : raw; // (.., T, T)
        var visible = added is null ? scaled : scaled.Plus(added); // (.., T, T)
        if (mask) visible = visible.HideFuture(tokens); // (.., T, T)
        var weights = functional.softmax(visible, -1); // (.., T, T)
        return (raw, scaled, weights);
    }
}
