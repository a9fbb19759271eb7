// The mixing before attention was thought of: every token takes in all visible tokens with equal weight.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

internal sealed class AverageOfPast : Module<Tensor, Tensor>
{
    private readonly GptConfig config;

    public AverageOfPast(GptConfig config)
        : base(nameof(AverageOfPast))
    {
        this.config = config;
        RegisterComponents();
    }

    /// <summary>What is changed in its heads for the time being; null leaves them as they are.</summary>
    public LayerEdit? Edit { get; set; }

    public override Tensor forward(Tensor x)
    {
        int tokens = (int)x.shape[1];
        using var weights = tensor(Weights(tokens, (Edit?.Config ?? config).Mask), [tokens, tokens], device: x.device); // (T, T)
        var mean = weights.matmul(x); // (B, T, C)
        if (Edit is null) return mean; // (B, T, C)
        var values = SplitHeads(x, config); // (B, H, T, D)
        var none = zeros_like(values); // (B, H, T, D): every affinity is 0
        return Edit.Change(SplitHeads(mean, config), none, none, values).transpose(1, 2).reshape(x.shape); // (B, T, C)
    }

    /// <summary>Each head's share of the channels: (B, T, C) to (B, H, T, D).</summary>
    public static Tensor SplitHeads(Tensor x, GptConfig config) => x.view(x.size(0), x.size(1), config.Heads, config.HeadSize).transpose(1, 2); // (B, H, T, D)

    /// <summary>New tokens (1, N, C) after those that the rows keep: (1, N, C), or (1, 1, C) where only the last one is wanted.</summary>
    public Tensor Continue(Tensor x, TokenRows rows, bool lastOnly)
    {
        rows.Append(x); // (1, N, C)
        // The last token sees all; several new ones are all there are.
        return lastOnly || x.shape[1] == 1 ? rows.All.mean([1], keepdim: true) : call(x); // (1, 1 or N, C)
    }

    /// <summary>(T, T) row by row: 1/(t+1) for the tokens that token t sees, or 1/T without a mask.</summary>
    public static float[] Weights(int tokens, bool masked)
    {
        var weights = new float[tokens * tokens];
        for (int t = 0; t < tokens; t++)
        {
            int visible = masked ? t + 1 : tokens;
            weights.AsSpan(t * tokens, visible).Fill(1f / visible);
        }
        return weights;
    }
}
