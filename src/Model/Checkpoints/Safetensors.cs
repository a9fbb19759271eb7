// The safetensors format: a JSON header of names, shapes and places, then the numbers.
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AttentionLab.Model;

/// <summary>Float32 tensors by name, and text by key.</summary>
internal sealed record Safetensors(IReadOnlyDictionary<string, (long[] Shape, float[] Data)> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataKey = "__metadata__";
    private const string Float32 = "F32";
    private const long LongestHeader = 16 << 20;

    public void Write(Stream stream)
    {
        var header = new JsonObject();
        var metadata = new JsonObject();
        foreach (var (key, text) in Metadata) metadata.Add(key, text);
        header.Add(MetadataKey, metadata);
        long offset = 0;
        foreach (var (name, (shape, data)) in Tensors)
        {
            long end = offset + data.LongLength * sizeof(float);
            header.Add(name, new JsonObject
            {
                ["dtype"] = Float32,
                ["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))]),
                ["data_offsets"] = new JsonArray(offset, end),
            });
            offset = end;
        }
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        int padding = (8 - json.Length % 8) % 8;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        stream.Write(length);
        stream.Write(json);
        stream.Write("       "u8[..padding]);
        foreach (var (_, (_, data)) in Tensors) WriteLittleEndian(stream, data);
    }

    /// <exception cref="ModelException">The stream does not hold safetensors of float32, whole and in order.</exception>
    public static Safetensors Read(Stream stream)
    {
        try
        {
            Span<byte> prefix = stackalloc byte[8];
            stream.ReadExactly(prefix);
            long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length is < 2 or > LongestHeader) throw Broken($"its header claims {length} bytes");
            var json = new byte[length];
            stream.ReadExactly(json);
            using var header = JsonDocument.Parse(json);
            var metadata = new Dictionary<string, string>();
            var places = new List<(string Name, long[] Shape, long Begin, long End)>();
            foreach (JsonProperty entry in header.RootElement.EnumerateObject())
            {
                if (entry.NameEquals(MetadataKey))
                    foreach (JsonProperty text in entry.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString()!;
                else places.Add(Place(entry));
            }
            return new(ReadData(stream, places), metadata);
        }
        catch (Exception error) when (error is EndOfStreamException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw Broken(error.Message, error);
        }
    }

    private static (string Name, long[] Shape, long Begin, long End) Place(JsonProperty entry)
    {
        string dtype = entry.Value.GetProperty("dtype").GetString()!;
        if (dtype != Float32) throw Broken($"'{entry.Name}' is {dtype}; only {Float32} is read");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        JsonElement offsets = entry.Value.GetProperty("data_offsets");
        return (entry.Name, shape, offsets[0].GetInt64(), offsets[1].GetInt64());
    }

    private static Dictionary<string, (long[] Shape, float[] Data)> ReadData(Stream stream, List<(string Name, long[] Shape, long Begin, long End)> places)
    {
        var tensors = new Dictionary<string, (long[], float[])>();
        long at = 0;
        foreach (var (name, shape, begin, end) in places.OrderBy(place => place.Begin).ThenBy(place => place.End))
        {
            long count = shape.Aggregate(1L, (product, size) => checked(product * size));
            if (begin != at || count < 0 || end - begin != checked(count * sizeof(float))) throw Broken($"'{name}' does not lie where its shape says");
            var data = new float[count];
            ReadLittleEndian(stream, data);
            tensors.Add(name, (shape, data));
            at = end;
        }
        return tensors;
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
        stream.ReadExactly(MemoryMarshal.AsBytes(data.AsSpan()));
        if (BitConverter.IsLittleEndian) return;
        Span<int> words = MemoryMarshal.Cast<float, int>(data.AsSpan());
        BinaryPrimitives.ReverseEndianness(words, words);
    }

    private static ModelException Broken(string what, Exception? inner = null) =>
        new($"The checkpoint cannot be read: {what}. Take another checkpoint, or train anew.", "checkpoint", inner);
}
