// Everything that attention did in one forward pass over one sequence. T = tokens, C = channels, D = channels of a head, V = vocabulary.
namespace AttentionLab.Core;

public sealed class AttentionCapture
{
    private readonly HeadCapture[,] heads;

    internal AttentionCapture(int tokens, int headSize, float[] logits, HeadCapture[,] heads)
    {
        (Tokens, HeadSize, Logits) = (tokens, headSize, logits);
        this.heads = heads;
    }

    /// <summary>Layers that mix; 0 for a model that does not mix.</summary>
    public int Layers => heads.GetLength(0);

    public int Heads => heads.GetLength(1);

    /// <summary>T.</summary>
    public int Tokens { get; }

    /// <summary>D.</summary>
    public int HeadSize { get; }

    /// <summary>(T, V) row by row: the model's own output, bit for bit.</summary>
    public float[] Logits { get; }

    public HeadCapture this[int layer, int head] => heads[layer, head];
}

/// <summary>One head over the whole sequence; every array is a matrix row by row.</summary>
public sealed record HeadCapture
{
    /// <summary>(T, C): what the attention layer was given.</summary>
    public required float[] Input { get; init; }

    /// <summary>(T, D).</summary>
    public required float[] Query { get; init; }

    /// <summary>(T, D).</summary>
    public required float[] Key { get; init; }

    /// <summary>(T, D).</summary>
    public required float[] Value { get; init; }

    /// <summary>(T, T): query times key, the future too.</summary>
    public required float[] Raw { get; init; }

    /// <summary>(T, T): divided by sqrt(D), or equal to <see cref="Raw"/> when the model does not scale.</summary>
    public required float[] Scaled { get; init; }

    /// <summary>(T, T): what an intervention adds to <see cref="Scaled"/> before the softmax; null where no cell is changed.</summary>
    public float[]? Added { get; init; }

    /// <summary>(T, T): softmax of the visible part; exactly 0 above the diagonal when the model masks.</summary>
    public required float[] Weights { get; init; }

    /// <summary>(T, D): weights times values, also of a head whose output an intervention takes away.</summary>
    public required float[] Output { get; init; }
}
