// Tensors of a foreign file by name, read one at a time.
namespace AttentionLab.Core;

internal interface ITensorSource
{
    IReadOnlyList<string> Names { get; }

    /// <summary>Null where there is no tensor of that name.</summary>
    long[]? ShapeOf(string name);

    /// <summary>Row by row.</summary>
    /// <exception cref="ModelException">The tensor cannot be read.</exception>
    float[] Read(string name);

    /// <summary>Whether two names surely stand for the same numbers.</summary>
    bool AreOne(string name, string other);
}
