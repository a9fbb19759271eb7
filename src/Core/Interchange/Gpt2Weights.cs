// GPT-2's weights under the lab's names: which tensor becomes which, turned where it has to be.
namespace AttentionLab.Core;

/// <remarks>nanoGPT keeps GPT-2's names and stores matrices as (outputs, inputs); Hugging Face stores them as (inputs, outputs).</remarks>
internal sealed class Gpt2Weights
{
    private readonly ITensorSource source;
    private readonly string prefix;
    private readonly bool turned;
    private readonly List<Place> places = [];
    private readonly HashSet<string> known = [];

    /// <param name="shape">Layers, heads, channels, context, vocabulary, activation; biases and the head's tie are read from the weights.</param>
    /// <param name="turned">Whether matrices are stored as (inputs, outputs).</param>
    /// <exception cref="ModelException">A weight is missing, has another shape, or has no place in a GPT-2.</exception>
    public Gpt2Weights(ITensorSource source, GptConfig shape, bool turned)
    {
        (this.source, this.turned) = (source, turned);
        ModelException.ThrowIfAny((shape with { HeadBias = false }).Problems());
        prefix = source.Names.FirstOrDefault(name => name.EndsWith("wte.weight", StringComparison.Ordinal))?[..^"wte.weight".Length]
            ?? throw new ModelException("The file has no weight 'wte.weight', so it is not a GPT-2: its token embeddings go by that name.", "file");
        bool tied = IsTied();
        Config = shape with { AttentionBias = source.ShapeOf(prefix + "h.0.attn.c_attn.bias") is not null, TiedHead = tied, HeadBias = false };
        Arrange();
        RefuseStrangers();
    }

    /// <param name="Name">In the lab.</param>
    /// <param name="From">In the file; null for a bias that the model has not, which is zero here.</param>
    /// <param name="Shape">In the lab.</param>
    private sealed record Place(string Name, string? From, long[] Shape, bool Turn);

    public GptConfig Config { get; }

    /// <summary>Writes the weights as safetensors, one tensor after the other.</summary>
    /// <exception cref="ModelException">A weight cannot be read, or is not finite.</exception>
    public void Write(Stream stream, IReadOnlyDictionary<string, string> metadata) =>
        Safetensors.Write(stream, places.Select(place => (place.Name, place.Shape)), name => Read(places.First(place => place.Name == name)), metadata);

    private string HeadName => prefix.EndsWith("transformer.", StringComparison.Ordinal) ? prefix[..^"transformer.".Length] + "lm_head.weight" : prefix + "lm_head.weight";

    /// <summary>A head of its own counts only where it differs from the embeddings.</summary>
    private bool IsTied()
    {
        string embeddings = prefix + "wte.weight";
        if (source.ShapeOf(HeadName) is not { } shape || source.AreOne(HeadName, embeddings)) return true;
        return shape.SequenceEqual(source.ShapeOf(embeddings)!) && source.Read(HeadName).AsSpan().SequenceEqual(source.Read(embeddings));
    }

    private void Arrange()
    {
        long c = Config.Channels;
        Add("tokenEmbedding.weight", "wte.weight", Config.Vocabulary, c);
        Add("positionEmbedding.weight", "wpe.weight", Config.Context, c);
        for (int layer = 0; layer < Config.Layers; layer++)
        {
            string here = $"blocks.{layer}.", there = $"h.{layer}.";
            Norm(here + "attentionNorm", there + "ln_1");
            Linear(here + "attention.queryKeyValue", there + "attn.c_attn", c, 3 * c, Config.AttentionBias);
            Linear(here + "attention.project", there + "attn.c_proj", c, c, bias: true);
            Norm(here + "feedForwardNorm", there + "ln_2");
            Linear(here + "feedForward.widen", there + "mlp.c_fc", c, 4 * c, bias: true);
            Linear(here + "feedForward.project", there + "mlp.c_proj", 4 * c, c, bias: true);
            known.Add(prefix + there + "attn.bias"); // the mask, kept as a constant
            known.Add(prefix + there + "attn.masked_bias");
        }
        Norm("finalNorm", "ln_f");
        known.Add(HeadName);
        if (Config.TiedHead) return;
        RequireShape(HeadName, [Config.Vocabulary, c]);
        places.Add(new("head.weight", HeadName, [Config.Vocabulary, c], false));
    }

    private void Norm(string name, string from)
    {
        Add(name + ".weight", from + ".weight", Config.Channels);
        Bias(name, from, Config.Channels);
    }

    private void Linear(string name, string from, long inputs, long outputs, bool bias)
    {
        if (turned)
        {
            RequireShape(Known(from + ".weight"), [inputs, outputs]);
            places.Add(new(name + ".weight", prefix + from + ".weight", [outputs, inputs], true));
        }
        else Add(name + ".weight", from + ".weight", outputs, inputs);
        if (bias) Bias(name, from, outputs);
    }

    private void Bias(string name, string from, long outputs)
    {
        if (source.ShapeOf(prefix + from + ".bias") is null) places.Add(new(name + ".bias", null, [outputs], false));
        else Add(name + ".bias", from + ".bias", outputs);
    }

    private void Add(string name, string from, params long[] shape)
    {
        RequireShape(Known(from), shape);
        places.Add(new(name, prefix + from, shape, false));
    }

    private string Known(string from)
    {
        known.Add(prefix + from);
        return prefix + from;
    }

    private void RequireShape(string name, long[] shape)
    {
        long[] found = source.ShapeOf(name) ?? throw new ModelException($"The file has no weight '{name}', which a GPT-2 of {Config.Layers} layers has.", "file");
        bool longer = name == prefix + "wte.weight" || name == HeadName; // rows that pad the vocabulary are left out
        if (found.Length == shape.Length && found.Skip(1).SequenceEqual(shape.Skip(1)) && (longer ? found[0] >= shape[0] : found[0] == shape[0])) return;
        throw new ModelException($"The weight '{name}' has shape ({string.Join(", ", found)}); with {Config.Layers} layers, {Config.Channels} channels, context {Config.Context} and a vocabulary of {Config.Vocabulary} it must be ({string.Join(", ", shape)}).", "file");
    }

    private void RefuseStrangers()
    {
        string[] strangers = [.. source.Names.Where(name => !known.Contains(name))];
        if (strangers.Length == 0) return;
        throw new ModelException($"The file has weights that a GPT-2 of {Config.Layers} layers has no place for: {string.Join(", ", strangers.Take(5))}{(strangers.Length > 5 ? $" and {strangers.Length - 5} more" : "")}.", "file");
    }

    private float[] Read(Place place)
    {
        long count = place.Shape.Aggregate(1L, (product, size) => product * size);
        if (place.From is null) return new float[count];
        float[] numbers = TensorNumbers.RequireFinite(source.Read(place.From), place.From);
        if (place.Turn) return Turned(numbers, place.Shape[0], place.Shape[1]);
        return numbers.LongLength == count ? numbers : numbers[..(int)count];
    }

    /// <summary>(inputs, outputs) to (outputs, inputs).</summary>
    private static float[] Turned(float[] numbers, long outputs, long inputs)
    {
        var turned = new float[numbers.Length];
        const int Tile = 32; // so that both sides stay in cache
        for (long top = 0; top < inputs; top += Tile)
            for (long left = 0; left < outputs; left += Tile)
                for (long i = top; i < Math.Min(top + Tile, inputs); i++)
                    for (long o = left; o < Math.Min(left + Tile, outputs); o++) turned[o * inputs + i] = numbers[i * outputs + o];
        return turned;
    }
}
