// One level of the fixed tree that attention replaced: every token is fused with one earlier token, always at the same distance.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <remarks>
/// Level l fuses tokens 2^l apart: neighbours, then pairs, then pairs of pairs, so that L levels see 2^L tokens. Every token is
/// the root of such a tree over what came before it; where that begins before the text there are zeros.
/// </remarks>
internal sealed class NeighbourFusion : Module<Tensor, Tensor>
{
    private readonly int distance;
    private readonly Linear fuse;
    private readonly LayerNorm? norm;

    /// <param name="level">0 for the level that fuses neighbours.</param>
    public NeighbourFusion(GptConfig config, int level, InitialWeights initial)
        : base(nameof(NeighbourFusion))
    {
        distance = 1 << level;
        // The normalisation has a bias of its own.
        fuse = initial.Linear(2 * config.Channels, config.Channels, bias: !config.LayerNorm);
        norm = config.LayerNorm ? initial.Norm() : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        long tokens = x.shape[1], missing = Math.Min(distance, tokens);
        var nothing = zeros(x.shape[0], missing, x.shape[2], device: x.device); // (B, M, C)
        var earlier = missing == tokens ? nothing : cat([nothing, x.narrow(1, 0, tokens - missing)], 1); // (B, T, C)
        return Fuse(earlier, x); // (B, T, C)
    }

    /// <summary>New tokens (1, N, C) after those that the rows keep: (1, N, C), or (1, 1, C) where only the last one is wanted.</summary>
    public Tensor Continue(Tensor x, TokenRows rows, bool lastOnly)
    {
        rows.Append(x); // (1, N, C)
        long length = x.shape[1];
        if (length > 1 && !lastOnly) return call(x); // (1, N, C): several new tokens are all there are
        var earlier = rows.Count > distance
            ? rows.All.narrow(1, rows.Count - 1 - distance, 1)
            : zeros(1, 1, x.shape[2], device: x.device); // (1, 1, C)
        return Fuse(earlier, x.narrow(1, length - 1, 1)); // (1, 1, C)
    }

    private Tensor Fuse(Tensor earlier, Tensor later)
    {
        var fused = fuse.call(cat([earlier, later], 2)); // (B, T, C)
        return (norm is null ? fused : norm.call(fused)).tanh(); // (B, T, C)
    }
}
