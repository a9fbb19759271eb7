// The weights that a model starts from: normal numbers that depend only on the seed, whatever engine computes with them.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Makes layers one after another; each parameter has its own stream of random numbers.</summary>
/// <param name="seed">Null leaves all matrices zero, for a model whose weights are loaded.</param>
internal sealed class InitialWeights(long? seed)
{
    /// <summary>Standard deviation of a matrix, as in GPT-2.</summary>
    public const double Deviation = 0.02;

    private ulong made;

    /// <summary>Maps (.., inputs) to (.., outputs); the bias starts at zero.</summary>
    public Linear Linear(int inputs, int outputs, bool bias, double deviation = Deviation)
    {
        var weight = nn.Parameter(Matrix(outputs, inputs, deviation)); // (outputs, inputs)
        return nn.Linear(weight, bias ? nn.Parameter(zeros(outputs)) : null);
    }

    /// <summary>Maps ids (..) to vectors (.., columns).</summary>
    public Embedding Embedding(int rows, int columns)
    {
        using var table = Matrix(rows, columns, Deviation); // (rows, columns)
        return nn.Embedding_from_pretrained(table, freeze: false);
    }

    private Tensor Matrix(int rows, int columns, double deviation)
    {
        var values = new float[rows * columns];
        ulong stream = RandomStream.Weights + made++;
        if (seed is { } from)
            for (int i = 0; i < values.Length; i++) values[i] = (float)(deviation * CounterRandom.Normal((ulong)from, stream, (ulong)i));
        return tensor(values, [rows, columns]); // (rows, columns)
    }
}
