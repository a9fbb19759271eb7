// What one layer keeps of every token so far: a row of numbers each, so that a new token computes only its own.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>Attention keeps queries, keys and values side by side, N = 3 C; other mixers keep what they were given, N = C.</remarks>
internal sealed class TokenRows : IDisposable
{
    private readonly Tensor rows; // (1, T, N)
    private readonly Tensor[] parts; // 3 x (1, H, T, D), or none

    public TokenRows(GptConfig config)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        bool attends = config.Mixer == Mixer.Attention;
        rows = zeros(1, config.Context, (attends ? 3 : 1) * config.Channels, device: Accelerator.Device); // (1, T, N)
        parts = [];
        if (attends)
        {
            var (query, key, value) = CausalSelfAttention.SplitHeads(rows, config); // 3 x (1, H, T, D)
            parts = [query, key, value];
        }
        foreach (Tensor kept in (Tensor[])[rows, .. parts]) kept.DetachFromDisposeScope();
    }

    /// <summary>Tokens kept.</summary>
    public long Count { get; private set; }

    /// <summary>(1, Count, N).</summary>
    public Tensor All => rows.narrow(1, 0, Count);

    /// <summary>(1, H, Count, D).</summary>
    public Tensor Keys => parts[1].narrow(2, 0, Count);

    /// <summary>(1, H, Count, D).</summary>
    public Tensor Values => parts[2].narrow(2, 0, Count);

    /// <summary>Of the last tokens: (1, H, M, D).</summary>
    public Tensor LastQueries(long count) => parts[0].narrow(2, Count - count, count);

    /// <summary>Keeps the rows of new tokens (1, M, N).</summary>
    public void Append(Tensor added)
    {
        rows.narrow(1, Count, added.shape[1]).copy_(added); // (1, M, N)
        Count += added.shape[1];
    }

    public void Clear() => Count = 0;

    public void Dispose()
    {
        foreach (Tensor part in parts) part.Dispose();
        rows.Dispose();
    }
}
