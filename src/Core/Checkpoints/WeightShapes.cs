// Which weights a model has, by the names and shapes of its state_dict: known from the configuration alone, without an engine.
namespace AttentionLab.Core;

/// <param name="Name">As in the model's state_dict.</param>
/// <param name="Shape">Rows first; a vector has one size.</param>
public sealed record WeightShape(string Name, params long[] Shape)
{
    /// <summary>Numbers in it.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Matrices decay; biases and normalisations do not.</summary>
    public bool IsMatrix => Shape.Length >= 2;

    /// <summary>Whether it lies in a block and not before or after them.</summary>
    public bool IsInsideBlock => Name.StartsWith("blocks.", StringComparison.Ordinal);
}

/// <remarks>C = channels, T = context, V = vocabulary, W = hidden numbers of the feed-forward.</remarks>
public static class WeightShapes
{
    /// <summary>In the order of the layers, which is that of the state_dict.</summary>
    public static IReadOnlyList<WeightShape> Of(GptConfig config)
    {
        var shapes = new List<WeightShape>();
        long v = config.Vocabulary, c = config.Channels;
        shapes.Add(new("tokenEmbedding.weight", v, config.IsTable ? v : c));
        if (config.IsTable) return shapes;
        if (config.Positions) shapes.Add(new("positionEmbedding.weight", config.Context, c));
        for (int layer = 0; layer < config.Layers; layer++) Block(shapes, $"blocks.{layer}.", config);
        if (config.NormalisesLast) Norm(shapes, "finalNorm", c);
        if (!config.TiedHead) Linear(shapes, "head", c, v, config.HeadBias);
        return shapes;
    }

    private static void Block(List<WeightShape> shapes, string block, GptConfig config)
    {
        long c = config.Channels, w = config.Widening * c;
        if (config is { LayerNorm: true, Attends: true }) Norm(shapes, block + "attentionNorm", c);
        if (config.Mixer == Mixer.Attention)
        {
            Linear(shapes, block + "attention.queryKeyValue", c, 3 * c, config.AttentionBias);
            if (config.Residual) Linear(shapes, block + "attention.project", c, c, bias: true);
        }
        if (config.Mixer == Mixer.Wavenet)
        {
            Linear(shapes, block + "fusion.fuse", 2 * c, c, bias: !config.LayerNorm);
            if (config.LayerNorm) Norm(shapes, block + "fusion.norm", c);
        }
        if (!config.FeedForward) return;
        if (config.LayerNorm) Norm(shapes, block + "feedForwardNorm", c);
        Linear(shapes, block + "feedForward.widen", c, w, bias: true);
        Linear(shapes, block + "feedForward.project", w, c, bias: true);
    }

    private static void Norm(List<WeightShape> shapes, string name, long size)
    {
        shapes.Add(new(name + ".weight", size));
        shapes.Add(new(name + ".bias", size));
    }

    private static void Linear(List<WeightShape> shapes, string name, long inputs, long outputs, bool bias)
    {
        shapes.Add(new(name + ".weight", outputs, inputs));
        if (bias) shapes.Add(new(name + ".bias", outputs));
    }
}
