// One floor of the tower: the tokens exchange what they know, then a feed-forward network works on each of them alone.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <remarks>Every part is left out, null, where the configuration switches it off; the fields' names are the weights' names.</remarks>
internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly bool residual;
    private readonly double dropout;
    private readonly DropoutStreams streams;
    private readonly ulong mixingStream, feedForwardStream;
    private readonly LayerNorm? attentionNorm;
    private readonly CausalSelfAttention? attention;
    private readonly AverageOfPast? average;
    private readonly NeighbourFusion? fusion;
    private readonly LayerNorm? feedForwardNorm;
    private readonly Sequential? feedForward;

    /// <param name="layer">0 for the first.</param>
    public Block(GptConfig config, int layer, InitialWeights initial, DropoutStreams streams)
        : base(nameof(Block))
    {
        (residual, dropout, this.streams) = (config.Residual, config.Dropout, streams);
        string name = $"blocks.{layer}";
        (mixingStream, feedForwardStream) = (DropoutStreams.StreamOf(name + ".mixing"), DropoutStreams.StreamOf(name + ".feedForward"));
        attentionNorm = config is { LayerNorm: true, Attends: true } ? initial.Norm() : null;
        attention = config.Mixer == Mixer.Attention ? new CausalSelfAttention(config, initial, streams, name + ".attention") : null;
        average = config.Mixer == Mixer.Average ? new AverageOfPast(config) : null;
        fusion = config.Mixer == Mixer.Wavenet ? new NeighbourFusion(config, layer, initial) : null;
        feedForwardNorm = config.LayerNorm && config.FeedForward ? initial.Norm() : null;
        feedForward = config.FeedForward ? FeedForward.Of(config, initial) : null;
        RegisterComponents();
    }

    /// <summary>Null where the block mixes otherwise.</summary>
    public CausalSelfAttention? Attention => attention;

    /// <summary>Null where the block mixes otherwise.</summary>
    public AverageOfPast? Average => average;

    /// <summary>Null where there is none.</summary>
    public Sequential? FeedForwardNetwork => feedForward;

    /// <summary>The last layer of the feed-forward, whose bias is added whatever the token; null where there is none.</summary>
    public Linear? FeedForwardProjection => (Linear?)feedForward?[2];

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
        x = Apply(attentionNorm, Mixing, mixingStream, x); // (B, T, C)
        return Apply(feedForwardNorm, feedForward, feedForwardStream, x); // (B, T, C)
    }

    /// <summary>New tokens (1, N, C) after those that the rows keep: (1, N, C), or (1, 1, C) where only the last one is wanted.</summary>
    public Tensor Continue(Tensor x, TokenRows rows, bool lastOnly)
    {
        var last = lastOnly && x.shape[1] > 1 ? x.narrow(1, x.shape[1] - 1, 1) : x; // (1, N or 1, C)
        if (Mixing is not null)
        {
            var given = attentionNorm is null ? x : attentionNorm.call(x); // (1, N, C)
            var change = attention?.Continue(given, rows, lastOnly) ?? average?.Continue(given, rows, lastOnly) ?? fusion!.Continue(given, rows, lastOnly); // (1, N or 1, C)
            last = residual ? last.Plus(change) : change; // (1, N or 1, C)
        }
        if (feedForward is null) return last; // (1, N or 1, C)
        var output = feedForward.call(feedForwardNorm is null ? last : feedForwardNorm.call(last)); // (1, N or 1, C)
        return residual ? last.Plus(output) : output; // (1, N or 1, C)
    }

    private Tensor Apply(LayerNorm? norm, Module<Tensor, Tensor>? part, ulong stream, Tensor x)
    {
        if (part is null) return x; // (B, T, C)
        var change = part.call(norm is null ? x : norm.call(x)); // (B, T, C)
        if (training && dropout > 0) change = streams.Drop(change, dropout, stream); // (B, T, C)
        return residual ? x.Plus(change) : change; // (B, T, C)
    }
}
