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
    private readonly NeighbourFusion? fusion;
    private readonly LayerNorm? feedForwardNorm;
    private readonly Sequential? feedForward;
    private readonly Dropout dropout;

    /// <param name="layer">0 for the first.</param>
    public Block(GptConfig config, int layer, InitialWeights initial)
        : base(nameof(Block))
    {
        residual = config.Residual;
        attentionNorm = config is { LayerNorm: true, Attends: true } ? LayerNorm(config.Channels) : null;
        attention = config.Mixer == Mixer.Attention ? new CausalSelfAttention(config, initial) : null;
        average = config.Mixer == Mixer.Average ? new AverageOfPast(config) : null;
        fusion = config.Mixer == Mixer.Wavenet ? new NeighbourFusion(config, layer, initial) : null;
        feedForwardNorm = config.LayerNorm && config.FeedForward ? LayerNorm(config.Channels) : null;
        feedForward = config.FeedForward ? FeedForward.Of(config, initial) : null;
        dropout = Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <summary>Null where the block mixes otherwise.</summary>
    public CausalSelfAttention? Attention => attention;

    /// <summary>Null where the block mixes otherwise.</summary>
    public AverageOfPast? Average => average;

    /// <summary>The feed-forward; null where there is none.</summary>
    public Sequential? Thinking => feedForward;

    /// <summary>The last layer of the feed-forward, whose bias is added whatever the token; null where there is none.</summary>
    public Linear? ThinkingProject => (Linear?)feedForward?[2];

    /// <summary>What is changed in its heads for the time being; only of a block that has heads.</summary>
    public LayerEdit? Edit
    {
        get => attention?.Edit ?? average?.Edit;
        set
        {
            if (attention is not null) attention.Edit = value;
            if (average is not null) average.Edit = value;
        }
    }

    /// <summary>What mixes the tokens; null where nothing does.</summary>
    public Module<Tensor, Tensor>? Mixing => (Module<Tensor, Tensor>?)attention ?? (Module<Tensor, Tensor>?)average ?? fusion;

    public override Tensor forward(Tensor x)
    {
        x = Apply(attentionNorm, Mixing, x); // (B, T, C)
        return Apply(feedForwardNorm, feedForward, x); // (B, T, C)
    }

    /// <summary>New tokens (1, N, C) after those that the rows keep: (1, N, C), or (1, 1, C) where only the last one is wanted.</summary>
    public Tensor Continue(Tensor x, TokenRows rows, bool lastOnly)
    {
        var last = lastOnly && x.shape[1] > 1 ? x.narrow(1, x.shape[1] - 1, 1) : x; // (1, N or 1, C)
        if (Mixing is not null)
        {
            var given = attentionNorm is null ? x : attentionNorm.call(x); // (1, N, C)
            var change = attention?.Continue(given, rows, lastOnly) ?? average?.Continue(given, rows, lastOnly) ?? fusion!.Continue(given, rows, lastOnly); // (1, N or 1, C)
            last = residual ? last + change : change; // (1, N or 1, C)
        }
        if (feedForward is null) return last; // (1, N or 1, C)
        var thought = feedForward.call(feedForwardNorm is null ? last : feedForwardNorm.call(last)); // (1, N or 1, C)
        return residual ? last + thought : thought; // (1, N or 1, C)
    }

    private Tensor Apply(LayerNorm? norm, Module<Tensor, Tensor>? part, Tensor x)
    {
        if (part is null) return x; // (B, T, C)
        var change = dropout.call(part.call(norm is null ? x : norm.call(x))); // (B, T, C)
        return residual ? x + change : change; // (B, T, C)
    }
}
