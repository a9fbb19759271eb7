// The tensors of a state dictionary that torch.save wrote.
namespace AttentionLab.Core;

internal sealed class TorchSource(TorchFile file, PickledDictionary state) : ITensorSource
{
    public IReadOnlyList<string> Names => [.. state.Entries.Where(entry => entry.Value is PickledTensor).Select(entry => entry.Key).OfType<string>()];

    public long[]? ShapeOf(string name) => Find(name)?.Shape;

    public float[] Read(string name) => file.Read(name, Find(name) ?? throw new ModelException($"The file has no tensor '{name}'.", "file"));

    /// <summary>Tied weights are written once.</summary>
    public bool AreOne(string name, string other) =>
        Find(name) is { } one && Find(other) is { } two && one.Storage == two.Storage && one.Offset == two.Offset && one.Shape.SequenceEqual(two.Shape);

    private PickledTensor? Find(string name) => state[name] as PickledTensor;
}
