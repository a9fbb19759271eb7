// Tensors of a safetensors file of any float type, read one at a time.
namespace AttentionLab.Core;

/// <param name="stream">Seekable, at its start; used until the last tensor was read.</param>
internal sealed class SafetensorsSource(Stream stream) : ITensorSource
{
    private readonly SafetensorsHeader header = SafetensorsHeader.Read(stream);

    public IReadOnlyList<string> Names => [.. header.Places.Select(place => place.Name)];

    public long[]? ShapeOf(string name) => Find(name)?.Shape;

    public float[] Read(string name)
    {
        var place = Find(name) ?? throw new ModelException($"The file has no tensor '{name}'.", "file");
        if (TensorNumbers.Size(place.Type) is null) throw new ModelException($"The tensor '{name}' is of type {place.Type}; weights are read as F32, F16 or BF16.", "file");
        stream.Position = header.Bytes + place.Begin;
        return TensorNumbers.Read(stream, place.Type, place.Count);
    }

    public bool AreOne(string name, string other) => name == other;

    private TensorPlace? Find(string name) => header.Places.FirstOrDefault(place => place.Name == name);
}
