// The shape of a GPT and the ingredients it is made of; every rung of the ladder is one value of this record.
namespace AttentionLab.Model;

/// <summary>How a token takes in what came before it.</summary>
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
    public int Vocabulary { get; init; } = 65;

    /// <summary>Blocks; 0 is the bigram table, whose embeddings are the logits.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Attention heads of a block, H.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Numbers that stand for a token, C.</summary>
    public int Channels { get; init; } = 128;

    /// <summary>The most tokens that are seen at once, T.</summary>
    public int Context { get; init; } = 64;

    /// <summary>Probability that a number is dropped in training.</summary>
    public double Dropout { get; init; }

    public Mixer Mixer { get; init; } = Mixer.Attention;

    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>A network of one hidden layer after the mixing.</summary>
    public bool FeedForward { get; init; } = true;

    /// <summary>Hidden numbers of the feed-forward, as a multiple of C.</summary>
    public int Widening { get; init; } = 4;

    /// <summary>x + f(x), with a projection of the heads' outputs back into the stream.</summary>
    public bool Residual { get; init; } = true;

    /// <summary>Normalisation before every part of a block and before the head; in the fixed tree after every fusion.</summary>
    public bool LayerNorm { get; init; } = true;

    /// <summary>The future is hidden.</summary>
    public bool Mask { get; init; } = true;

    /// <summary>Affinities are divided by sqrt(D).</summary>
    public bool Scale { get; init; } = true;

    /// <summary>A learned embedding of the position is added to the token's.</summary>
    public bool Positions { get; init; } = true;

    /// <summary>A bias is added to queries, keys and values, as in GPT-2.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>The head scores with the token embeddings instead of weights of its own, as in GPT-2.</summary>
    public bool TiedHead { get; init; }

    /// <summary>The head adds a bias to every symbol's score.</summary>
    public bool HeadBias { get; init; } = true;

    /// <summary>Channels of one head, D.</summary>
    public int HeadSize => Channels / Heads;

    /// <summary>Whether the model is the bigram table (V, V).</summary>
    public bool IsTable => Layers == 0;

    /// <summary>Whether tokens give weights to each other: whether there is a matrix to show.</summary>
    public bool Attends => Layers > 0 && Mixer is Mixer.Attention or Mixer.Average;

    /// <summary>Whether a token's answer depends on later tokens.</summary>
    public bool SeesFuture => Attends && !Mask;

    /// <summary>Whether there is a normalisation before the head.</summary>
    internal bool NormalisesLast => LayerNorm && !IsTable && Mixer != Mixer.Wavenet;

    /// <summary>Trainable numbers.</summary>
    public long ParameterCount
    {
        get
        {
            long v = Vocabulary, c = Channels;
            if (IsTable) return v * v;
            long norm = LayerNorm ? 2 * c : 0;
            long mixing = Mixer switch
            {
                Mixer.Attention => 3 * c * c + (AttentionBias ? 3 * c : 0) + (Residual ? c * c + c : 0) + norm,
                Mixer.Average => norm,
                Mixer.Wavenet => 2 * c * c + (LayerNorm ? norm : c),
                _ => 0,
            };
            long feedForward = FeedForward ? Widening * (2 * c * c + c) + c + norm : 0;
            long embeddings = v * c + (Positions ? Context * c : 0);
            return embeddings + Layers * (mixing + feedForward) + (NormalisesLast ? norm : 0) + (TiedHead ? 0 : v * c) + (HeadBias ? v : 0);
        }
    }

    /// <summary>Every problem, not only the first; empty when the model can be built.</summary>
    public IReadOnlyList<ConfigProblem> Problems()
    {
        var problems = new List<ConfigProblem>();
        problems.Whole("model.vocabulary", Vocabulary, 1, ModelLimits.Vocabulary);
        problems.Whole("model.layers", Layers, 0, ModelLimits.Layers);
        problems.Whole("model.heads", Heads, 1, ModelLimits.Heads);
        problems.Whole("model.channels", Channels, 1, ModelLimits.Channels);
        problems.Whole("model.context", Context, 1, ModelLimits.Context);
        problems.Whole("model.widening", Widening, 1, ModelLimits.Widening);
        problems.Within("model.dropout", Dropout, 0, 0.9);
        problems.Defined("model.mixer", Mixer);
        problems.Defined("model.activation", Activation);

        if (Heads >= 1 && Channels >= 1 && Channels % Heads != 0)
            problems.Add(new("model.channels", $"{Channels} cannot be shared out evenly among {Heads} heads; take a multiple of {Heads}."));
        if (Layers == 0 && Mixer != Mixer.None && Enum.IsDefined(Mixer))
            problems.Add(new("model.layers", $"0 layers is the bigram table, which mixes nothing; take at least 1 layer, or mixer none."));
        if (Layers > 0 && Mixer == Mixer.None && !FeedForward)
            problems.Add(new("model.mixer", "none without a feed-forward leaves the blocks empty; turn feedForward on, or take 0 layers."));
        if (TiedHead && HeadBias)
            problems.Add(new("model.headBias", "a head that is tied to the embeddings has no bias; turn headBias off."));
        if (Mixer == Mixer.Wavenet && Layers > LevelsThatReach(Context))
            problems.Add(new("model.layers", $"{Layers} levels of fusion reach further than {Context} tokens of context; take at most {LevelsThatReach(Context)}, or more context."));
        return problems;
    }

    /// <summary>Levels of fusion that see all tokens of a context: 2^levels is at least as many.</summary>
    private static int LevelsThatReach(int context)
    {
        int levels = 1;
        while (1 << levels < context) levels++;
        return levels;
    }
}
