// The safetensors format: a JSON header of names, shapes and places, then the numbers.
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AttentionLab.Core;

/// <summary>Float32 tensors by name, and text by key.</summary>
internal sealed record Safetensors(IReadOnlyDictionary<string, (long[] Shape, float[] Data)> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const string Float32 = "F32";

    public void Write(Stream stream) => Write(stream, Tensors.Select(tensor => (tensor.Key, tensor.Value.Shape)), name => Tensors[name].Data, Metadata);

    /// <summary>Writes tensors that are had one at a time, so that no two of them need be in memory.</summary>
    public static void Write(Stream stream, IEnumerable<(string Name, long[] Shape)> tensors, Func<string, float[]> read, IReadOnlyDictionary<string, string> metadata)
    {
        (string Name, long[] Shape)[] order = [.. tensors];
        SafetensorsHeader.Write(stream, order, metadata);
        foreach (var (name, _) in order) WriteLittleEndian(stream, read(name));
    }

    /// <exception cref="ModelException">The stream does not hold safetensors of float32, whole and in order.</exception>
    public static Safetensors Read(Stream stream)
    {
        var header = SafetensorsHeader.Read(stream);
        if (header.Places.FirstOrDefault(place => place.Type != Float32) is { } other)
            throw SafetensorsHeader.Broken($"'{other.Name}' is {other.Type}; only {Float32} is read");
        var tensors = new Dictionary<string, (long[], float[])>();
        foreach (var place in header.Places)
        {
            var data = new float[place.Count];
            ReadLittleEndian(stream, data);
            tensors.Add(place.Name, (place.Shape, data));
        }
        return new(tensors, header.Metadata);
    }

    private static void WriteLittleEndian(Stream stream, float[] data)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes<float>(data));
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in data)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private static void ReadLittleEndian(Stream stream, float[] data)
    {
        try
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(data.AsSpan()));
        }
        catch (EndOfStreamException error)
        {
            throw SafetensorsHeader.Broken(error.Message, error);
        }
        if (BitConverter.IsLittleEndian) return;
        Span<int> words = MemoryMarshal.Cast<float, int>(data.AsSpan());
        BinaryPrimitives.ReverseEndianness(words, words);
    }
}
