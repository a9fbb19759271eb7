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
internal sealed class InitialWeights(GptConfig config, long? seed)
{
    private const double Gpt2 = 0.02;

    private ulong made;

    private bool Small => config.IsTable || config is { LayerNorm: true, Mixer: not Mixer.Wavenet };

    /// <summary>Maps (.., inputs) to (.., outputs); the bias starts at zero.</summary>
    public Linear Linear(int inputs, int outputs, bool bias) => Linear(inputs, outputs, bias, shrink: 1);

    /// <summary>A layer whose outputs are added to the residual stream.</summary>
    public Linear Projection(int inputs, int outputs) => Linear(inputs, outputs, bias: true, config.Residual && Small ? Math.Sqrt(2 * config.Layers) : 1);

    /// <summary>Maps ids (..) to vectors (.., columns).</summary>
    public Embedding Embedding(int rows, int columns)
    {
        using var table = Matrix(rows, columns, Small ? Gpt2 : 1); // (rows, columns)
        return nn.Embedding_from_pretrained(table, freeze: false);
    }

    private Linear Linear(int inputs, int outputs, bool bias, double shrink)
    {
        double deviation = Small ? Gpt2 / shrink : 1 / Math.Sqrt(3.0 * inputs);
        var weight = nn.Parameter(Matrix(outputs, inputs, deviation)); // (outputs, inputs)
        return nn.Linear(weight, bias ? nn.Parameter(zeros(outputs)) : null);
    }

    private Tensor Matrix(int rows, int columns, double deviation)
    {
        ulong stream = RandomStream.Weights + made++;
        if (seed is not { } from) return zeros(rows, columns); // (rows, columns)
        var values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(deviation * CounterRandom.Normal((ulong)from, stream, (ulong)i));
        return tensor(values, [rows, columns]); // (rows, columns)
    }
}
