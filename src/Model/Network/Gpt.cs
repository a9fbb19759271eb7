// The decoder-only GPT: embeddings, blocks, a last normalisation and a head that scores every symbol.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Model;

/// <summary>Maps token ids (B, T), Int64, to logits (B, T, V). The caller's dispose scope frees what is made between.</summary>
internal sealed class Gpt : Module<Tensor, Tensor>
{
    private readonly Embedding tokenEmbedding;
    private readonly Embedding? positionEmbedding;
    private readonly FlatWeights weights;
    private readonly ulong dropoutStream = DropoutStreams.StreamOf("embedding");
    private readonly ModuleList<Block> blocks;
    private readonly LayerNorm? finalNorm;
    private readonly Linear? head;

    /// <param name="config">Checked here.</param>
    /// <param name="seed">Of the initial weights: the same seed gives the same weights. Null leaves them zero, to be loaded.</param>
    /// <exception cref="ModelException">The configuration has problems; all of them are named.</exception>
    public Gpt(GptConfig config, long? seed = null)
        : base(nameof(Gpt))
    {
        ModelException.ThrowIfAny(config.Problems());
        Config = config;
        weights = new FlatWeights(config);
        var initial = new InitialWeights(config, seed, weights);
        bool table = config.IsTable;
        tokenEmbedding = initial.Embedding(config.Vocabulary, table ? config.Vocabulary : config.Channels);
        positionEmbedding = config.Positions && !table ? initial.Embedding(config.Context, config.Channels) : null;
        blocks = ModuleList(Enumerable.Range(0, config.Layers).Select(layer => new Block(config, layer, initial, Streams)).ToArray());
        finalNorm = config.NormalisesLast ? initial.Norm() : null;
        head = table || config.TiedHead ? null : initial.Linear(config.Channels, config.Vocabulary, config.HeadBias);
        RegisterComponents();
    }

    public GptConfig Config { get; }

    /// <summary>The numbers of all parameters, side by side.</summary>
    public FlatWeights Weights => weights;

    /// <summary>What its parts drop with while they train.</summary>
    public DropoutStreams Streams { get; } = new();

    internal IReadOnlyList<Block> Blocks => [.. blocks];

    internal Embedding TokenEmbedding => tokenEmbedding;

    internal Embedding? PositionEmbedding => positionEmbedding;

    internal LayerNorm? FinalNorm => finalNorm;

    /// <summary>Null where the token embedding scores, or is the whole model.</summary>
    internal Linear? Head => head;

    /// <summary>Tokens (B, T) to logits (B, T, V).</summary>
    /// <exception cref="ModelException">T is 0 or above the context.</exception>
    public override Tensor forward(Tensor tokens)
    {
        long length = tokens.shape[1];
        if (length < 1 || length > Config.Context)
            throw new ModelException($"The model was given {length} tokens; its context takes 1 to {Config.Context}.", "model.context");
        var x = tokenEmbedding.call(tokens); // (B, T, C), or the logits (B, T, V) of a table
        if (Config.IsTable) return x; // (B, T, V)
        if (positionEmbedding is not null) x = x.Plus(positionEmbedding.call(HeldNumbers.Positions(0, length, x.device))); // (B, T, C)
        if (training && Config.Dropout > 0) x = Streams.Drop(x, Config.Dropout, dropoutStream); // (B, T, C)
        return From(x, 0); // (B, T, V)
    }

    /// <summary>What a block is given (B, T, C) through it and all later ones to logits (B, T, V).</summary>
    /// <param name="layer">The block; as many as there are for what the last one hands on.</param>
    internal Tensor From(Tensor x, int layer)
    {
        for (; layer < blocks.Count; layer++) x = blocks[layer].call(x); // (B, T, C)
        if (finalNorm is not null) x = finalNorm.call(x); // (B, T, C)
        return Score(x); // (B, T, V)
    }

    /// <summary>New tokens (1, N) after those that the rows keep: logits of the last one (1, 1, V). Not for training.</summary>
    /// <param name="tokens">Ids.</param>
    /// <param name="position">Of the first of them; N is 1 unless this is 0.</param>
    /// <param name="rows">One for each layer; they take in the new tokens.</param>
    internal Tensor Continue(Tensor tokens, int position, TokenRows[] rows)
    {
        long length = tokens.shape[1];
        var x = tokenEmbedding.call(tokens); // (1, N, C), or the logits (1, N, V) of a table
        if (positionEmbedding is not null) x = x.Plus(positionEmbedding.call(HeldNumbers.Positions(position, position + length, x.device))); // (1, N, C)
        for (int layer = 0; layer < rows.Length; layer++) x = blocks[layer].Continue(x, rows[layer], lastOnly: layer == rows.Length - 1); // (1, N, C), at last (1, 1, C)
        if (Config.IsTable) return x.narrow(1, length - 1, 1); // (1, 1, V)
        if (finalNorm is not null) x = finalNorm.call(x); // (1, 1, C)
        return Score(x); // (1, 1, V)
    }

    /// <summary>(B, T, C) to a score for every symbol (B, T, V).</summary>
    private Tensor Score(Tensor x) => head is null ? functional.linear(x, tokenEmbedding.weight!) : head.call(x); // (B, T, V)

    /// <summary>Token ids as a batch of one (1, T).</summary>
    /// <exception cref="ModelException">There are none, too many, or one that is not in the vocabulary.</exception>
    internal Tensor Batch(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length < 1 || tokens.Length > Config.Context)
            throw new ModelException($"The text has {tokens.Length} tokens; the model's context takes 1 to {Config.Context}.", "prompt");
        var ids = new long[tokens.Length];
        for (int t = 0; t < ids.Length; t++)
        {
            RequireToken(tokens[t]);
            ids[t] = tokens[t];
        }
        return tensor(ids, [1, ids.Length], device: Accelerator.Device); // (1, T)
    }

    /// <exception cref="ModelException">It is not in the vocabulary.</exception>
    internal void RequireToken(int id, string key = "prompt")
    {
        if (id < 0 || id >= Config.Vocabulary)
            throw new ModelException($"Token {id} is not in the vocabulary; tokens are 0 to {Config.Vocabulary - 1}.", key);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) weights.Dispose();
    }
}
