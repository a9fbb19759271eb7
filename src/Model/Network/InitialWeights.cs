// The weights that a model starts from: normal numbers that depend only on the seed, whatever engine computes with them.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Makes layers one after another; each parameter has its own stream of random numbers.</summary>
/// <remarks>
/// With LayerNorm every matrix starts small, as in GPT-2, and each of the 2 L projections into the residual stream smaller
/// still, so that its variance does not grow with depth. Without LayerNorm nothing would bring small numbers back to size:
/// then layers keep the size of what they are given, as PyTorch's do by default. So do those of the fixed tree, whose first
/// normalisation comes after a product.
/// </remarks>
/// <param name="seed">Null leaves all matrices zero, for a model whose weights are loaded.</param>
/// <param name="weights">Where the numbers lie.</param>
internal sealed class InitialWeights(GptConfig config, long? seed, FlatWeights weights)
{
    private const double Gpt2 = 0.02;

    private ulong made;

    private bool Small => config.IsTable || config is { LayerNorm: true, Mixer: not Mixer.Wavenet };

    /// <summary>Maps (.., inputs) to (.., outputs); the bias starts at zero.</summary>
    public Linear Linear(int inputs, int outputs, bool bias) => Linear(inputs, outputs, bias, shrink: 1);

    /// <summary>A layer whose outputs are added to the residual stream.</summary>
    public Linear Projection(int inputs, int outputs) => Linear(inputs, outputs, bias: true, config.Residual && Small ? Math.Sqrt(2 * config.Layers) : 1);

    /// <summary>Maps ids (..) to vectors (.., columns).</summary>
    /// <remarks>
    /// The layer is made with a table of one number, which ours replaces: its constructor fills a table with random numbers of its
    /// own. Replacing leaves TorchSharp's handle on the old one behind, so that is freed here.
    /// </remarks>
    public Embedding Embedding(int rows, int columns)
    {
        var embedding = GlobalGenerator.LeftAlone(() => nn.Embedding(1, 1));
        using var replaced = embedding.parameters().Single(); // (1, 1)
        embedding.weight = Matrix(rows, columns, Small ? Gpt2 : 1); // (rows, columns)
        return embedding;
    }

    /// <summary>Brings every token (.., C) to mean 0 and variance 1, then scales by ones and shifts by zeros that are trained.</summary>
    public LayerNorm Norm()
    {
        var norm = nn.LayerNorm(config.Channels);
        norm.weight = weights.Next(config.Channels); // (C)
        using (no_grad())
        using (var start = ones(config.Channels)) norm.weight.copy_(start); // (C)
        norm.bias = weights.Next(config.Channels); // (C)
        return norm;
    }

    private Linear Linear(int inputs, int outputs, bool bias, double shrink)
    {
        double deviation = Small ? Gpt2 / shrink : 1 / Math.Sqrt(3.0 * inputs);
        var weight = Matrix(outputs, inputs, deviation); // (outputs, inputs)
        return nn.Linear(weight, bias ? weights.Next(outputs) : null);
    }

    private Parameter Matrix(int rows, int columns, double deviation)
    {
        ulong stream = RandomStream.Weights + made++;
        var matrix = weights.Next(rows, columns); // (rows, columns)
        if (seed is not { } from) return matrix; // (rows, columns)
        var values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(deviation * CounterRandom.Normal((ulong)from, stream, (ulong)i));
        using var none = no_grad();
        using var drawn = tensor(values, [rows, columns]); // (rows, columns)
        matrix.copy_(drawn);
        return matrix; // (rows, columns)
    }
}
