// One floor of the tower: tokens listen to each other, then each thinks alone.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <remarks>Every part is left out, null, where the configuration switches it off; the fields' names are the weights' names.</remarks>
internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly bool residual;
    private readonly LayerNorm? attentionNorm;
    private readonly CausalSelfAttention? attention;
    private readonly AverageOfPast? average;
    private readonly LayerNorm? feedForwardNorm;
    private readonly FeedForward? feedForward;
    private readonly Dropout dropout;

    public Block(GptConfig config, InitialWeights initial)
        : base(nameof(Block))
    {
        residual = config.Residual;
        attentionNorm = config.LayerNorm && config.Mixer != Mixer.None ? LayerNorm(config.Channels) : null;
        attention = config.Mixer == Mixer.Attention ? new CausalSelfAttention(config, initial) : null;
        average = config.Mixer == Mixer.Average ? new AverageOfPast(config) : null;
        feedForwardNorm = config.LayerNorm && config.FeedForward ? LayerNorm(config.Channels) : null;
        feedForward = config.FeedForward ? new FeedForward(config, initial) : null;
        dropout = Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <summary>Null where the block mixes otherwise.</summary>
    public CausalSelfAttention? Attention => attention;

    /// <summary>Null where the block mixes otherwise.</summary>
    public AverageOfPast? Average => average;

    public override Tensor forward(Tensor x)
    {
        x = Apply(attentionNorm, (Module<Tensor, Tensor>?)attention ?? average, x); // (B, T, C)
        return Apply(feedForwardNorm, feedForward, x); // (B, T, C)
    }

    private Tensor Apply(LayerNorm? norm, Module<Tensor, Tensor>? part, Tensor x)
    {
        if (part is null) return x; // (B, T, C)
        var change = dropout.call(part.call(norm is null ? x : norm.call(x))); // (B, T, C)
        return residual ? x + change : change; // (B, T, C)
    }
}
