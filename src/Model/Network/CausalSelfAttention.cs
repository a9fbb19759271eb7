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
    private readonly Linear queryKeyValue;
    private readonly Linear? project;

    public CausalSelfAttention(GptConfig config, InitialWeights initial)
        : base(nameof(CausalSelfAttention))
    {
        this.config = config;
        queryKeyValue = initial.Linear(config.Channels, 3 * config.Channels, bias: false);
        project = config.Residual ? initial.Projection(config.Channels, config.Channels) : null;
        RegisterComponents();
    }

    /// <summary>Maps (B, T, C) to queries, keys and values side by side (B, T, 3 C).</summary>
    public Linear QueryKeyValue => queryKeyValue;

    public override Tensor forward(Tensor x)
    {
        var (query, key, value) = SplitHeads(queryKeyValue.call(x), config); // 3 x (B, H, T, D)
        // The fused function always divides by sqrt(D).
        if (!config.Scale) query = query * Math.Sqrt(config.HeadSize); // (B, H, T, D)
        double dropout = training ? config.Dropout : 0;
        var heard = functional.scaled_dot_product_attention(query, key, value, p: dropout, is_casual: config.Mask); // (B, H, T, D)
        var joined = heard.transpose(1, 2).reshape(x.shape); // (B, T, C)
        return project is null ? joined : project.call(joined); // (B, T, C)
    }

    /// <summary>Packed (B, T, 3 C) to queries, keys and values, each (B, H, T, D).</summary>
    public static (Tensor Query, Tensor Key, Tensor Value) SplitHeads(Tensor packed, GptConfig config)
    {
        long batch = packed.shape[0], tokens = packed.shape[1];
        var parts = packed.chunk(3, dim: 2); // 3 x (B, T, C)
        return (Heads(parts[0]), Heads(parts[1]), Heads(parts[2]));

        Tensor Heads(Tensor part) => part.view(batch, tokens, config.Heads, config.HeadSize).transpose(1, 2); // (B, H, T, D)
    }
}
