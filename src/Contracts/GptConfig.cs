// The shape of a GPT and the ingredients it is made of: in requests, in run.json and in the network itself. Every rung of the ladder is one value of it.
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

/// <summary>How a token takes in what came before it.</summary>
[JsonConverter(typeof(ChoiceJson<Mixer>))]
public enum Mixer
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The uniform average of the past: exactly 1/(t+1) for every visible token.</summary>
    Average,

    /// <summary>Queries, keys and values.</summary>
    Attention,

    /// <summary>A fixed tree: neighbours are fused, then pairs, then pairs of pairs.</summary>
    Wavenet,
}

/// <summary>The nonlinearity of the feed-forward.</summary>
[JsonConverter(typeof(ChoiceJson<Activation>))]
public enum Activation
{
    Relu,
    Gelu,

    /// <summary>GELU by the hyperbolic tangent, as GPT-2 computes it.</summary>
    GeluTanh,
}

public sealed record GptConfig
{
    /// <summary>Different symbols, V.</summary>
    [JsonRequired]
    public int Vocabulary { get; init; } = 65;

    /// <summary>Blocks; 0 is the bigram table, whose embeddings are the logits.</summary>
    [JsonRequired]
    public int Layers { get; init; } = 4;

    /// <summary>Attention heads of a block, H.</summary>
    [JsonRequired]
    public int Heads { get; init; } = 4;

    /// <summary>Numbers that stand for a token, C.</summary>
    [JsonRequired]
    public int Channels { get; init; } = 128;

    /// <summary>The most tokens that are seen at once, T.</summary>
    [JsonRequired]
    public int Context { get; init; } = 64;

    /// <summary>Probability that a number is dropped in training.</summary>
    [JsonRequired]
    public double Dropout { get; init; }

    [JsonRequired]
    public Mixer Mixer { get; init; } = Mixer.Attention;

    [JsonRequired]
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>A network of one hidden layer after the mixing.</summary>
    [JsonRequired]
    public bool FeedForward { get; init; } = true;

    /// <summary>Hidden numbers of the feed-forward, as a multiple of C.</summary>
    public int Widening { get; init; } = 4;

    /// <summary>x + f(x), with a projection of the heads' outputs back into the stream.</summary>
    [JsonRequired]
    public bool Residual { get; init; } = true;

    /// <summary>Normalisation before every part of a block and before the head; in the fixed tree after every fusion.</summary>
    [JsonRequired]
    public bool LayerNorm { get; init; } = true;

    /// <summary>The future is hidden.</summary>
    [JsonRequired]
    public bool Mask { get; init; } = true;

    /// <summary>Affinities are divided by sqrt(D).</summary>
    [JsonRequired]
    public bool Scale { get; init; } = true;

    /// <summary>A learned embedding of the position is added to the token's.</summary>
    [JsonRequired]
    public bool Positions { get; init; } = true;

    /// <summary>A bias is added to queries, keys and values, as in GPT-2.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>The head scores with the token embeddings instead of weights of its own, as in GPT-2.</summary>
    public bool TiedHead { get; init; }

    /// <summary>The head adds a bias to every symbol's score.</summary>
    public bool HeadBias { get; init; } = true;

    /// <summary>Channels of one head, D.</summary>
    [JsonIgnore]
    public int HeadSize => Channels / Heads;

    /// <summary>Whether the model is the bigram table (V, V).</summary>
    [JsonIgnore]
    public bool IsTable => Layers == 0;

    /// <summary>Whether tokens give weights to each other: whether there is a matrix to show.</summary>
    [JsonIgnore]
    public bool Attends => Layers > 0 && Mixer is Mixer.Attention or Mixer.Average;

    /// <summary>Whether a token's answer depends on later tokens.</summary>
    [JsonIgnore]
    public bool SeesFuture => Attends && !Mask;

    /// <summary>Whether there is a normalisation before the head.</summary>
    [JsonIgnore]
    public bool NormalisesLast => LayerNorm && !IsTable && Mixer != Mixer.Wavenet;

    /// <summary>Why there is no attention to show, as a sentence; null where there is.</summary>
    [JsonIgnore]
    public string? NoAttention => Mixer switch
    {
        Mixer.None => "This model has no attention: each token is predicted from the one before it alone.",
        Mixer.Wavenet => "This model has no attention: level after level, each token is fused with the one 1, 2, 4 … before it, always the same.",
        _ => null,
    };
}
