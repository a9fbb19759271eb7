// Multi-head self-attention: tokens ask with queries, answer with keys, and hand over values.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <remarks>
/// Takes the fused path, which never writes the matrix of weights down. Who wants to see the matrix listens to
/// <see cref="QueryKeyValue"/> and computes it beside, in <see cref="ExplicitAttention"/>.
/// </remarks>
internal sealed class CausalSelfAttention : Module<Tensor, Tensor>
{
    private readonly GptConfig config;
    private readonly DropoutStreams streams;
    private readonly ulong stream;
    private readonly Linear queryKeyValue;
    private readonly Linear? project;

    /// <param name="name">The block's name for it, by which its weights are dropped.</param>
    public CausalSelfAttention(GptConfig config, InitialWeights initial, DropoutStreams streams, string name)
        : base(nameof(CausalSelfAttention))
    {
        (this.config, this.streams, stream) = (config, streams, DropoutStreams.StreamOf(name));
        queryKeyValue = initial.Linear(config.Channels, 3 * config.Channels, config.AttentionBias);
        project = config.Residual ? initial.Projection(config.Channels, config.Channels) : null;
        RegisterComponents();
    }

    /// <summary>Maps (B, T, C) to queries, keys and values side by side (B, T, 3 C).</summary>
    public Linear QueryKeyValue => queryKeyValue;

    /// <summary>What is changed in its heads for the time being; null leaves them as they are.</summary>
    public LayerEdit? Edit { get; set; }

    /// <summary>Brings the heads' outputs side by side (B, T, C) back into the stream; null where there is none.</summary>
    public Linear? Project => project;

    public override Tensor forward(Tensor x)
    {
        var (query, key, value) = SplitHeads(queryKeyValue.call(x), config); // 3 x (B, H, T, D)
        if (Edit is null) return Attend(query, key, value, config.Mask); // (B, T, C)
        var outputs = HeadOutputs(query, key, value, Edit.Config.Scale, Edit.Config.Mask); // (B, H, T, D)
        return Join(Edit.Change(outputs, query, key, value)); // (B, T, C)
    }

    /// <summary>New tokens (1, N, C) after those that the rows keep: (1, N, C), or (1, 1, C) where only the last one is wanted.</summary>
    public Tensor Continue(Tensor x, TokenRows rows, bool lastOnly)
    {
        rows.Append(queryKeyValue.call(x)); // (1, N, 3 C)
        long asking = lastOnly ? 1 : x.shape[1];
        // The last token sees all; several new ones are all there are.
        return Attend(rows.LastQueries(asking), rows.Keys, rows.Values, config.Mask && asking > 1); // (1, N or 1, C)
    }

    /// <summary>Queries (B, H, N, D) to keys and values (B, H, T, D): (B, N, C).</summary>
    private Tensor Attend(Tensor query, Tensor key, Tensor value, bool mask) => Join(HeadOutputs(query, key, value, config.Scale, mask)); // (B, N, C)

    /// <summary>Weights times values of every head, (B, H, N, D).</summary>
    private Tensor HeadOutputs(Tensor query, Tensor key, Tensor value, bool scale, bool mask)
    {
        // The fused function always divides by sqrt(D).
        if (!scale) query = query.Times(Math.Sqrt(config.HeadSize)); // (B, H, N, D)
        return training && config.Dropout > 0
            ? streams.Attend(query, key, value, config.Dropout, mask, stream)
            : functional.scaled_dot_product_attention(query, key, value, is_casual: mask); // (B, H, N, D)
    }

    /// <summary>(B, H, N, D) to (B, N, C).</summary>
    private Tensor Join(Tensor outputs)
    {
        var joined = outputs.transpose(1, 2).reshape(outputs.size(0), -1, config.Channels); // (B, N, C)
        return project is null ? joined : project.call(joined); // (B, N, C)
    }

    /// <summary>Packed (B, T, 3 C) to queries, keys and values, each (B, H, T, D).</summary>
    public static (Tensor Query, Tensor Key, Tensor Value) SplitHeads(Tensor packed, GptConfig config)
    {
        var apart = packed.view(packed.size(0), packed.size(1), 3, config.Heads, config.HeadSize); // (B, T, 3, H, D)
        var parts = apart.permute(2, 0, 3, 1, 4).unbind(0); // 3 x (B, H, T, D)
        return (parts[0], parts[1], parts[2]);
    }
}
