// The head of a safetensors file: which tensors it holds, of what type and shape, and where they lie.
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AttentionLab.Core;

/// <param name="Type">As the file names it: F32, BF16, ...</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record TensorPlace(string Name, string Type, long[] Shape, long Begin, long End)
{
    /// <summary>Numbers in the tensor.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));
}

/// <param name="Places">In the order in which they lie.</param>
/// <param name="Bytes">Length of the header: where the numbers begin.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<TensorPlace> Places, IReadOnlyDictionary<string, string> Metadata, long Bytes)
{
    private const string MetadataKey = "__metadata__", Float32 = "F32";
    private const long LongestHeader = 16 << 20;

    /// <summary>Bytes of one number of each type that is known.</summary>
    private static readonly Dictionary<string, int> Sizes = new()
    {
        [Float32] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["F64"] = 8,
        ["I64"] = 8,
        ["I32"] = 4,
        ["I16"] = 2,
        ["I8"] = 1,
        ["U8"] = 1,
        ["BOOL"] = 1,
    };

    /// <summary>Leaves the stream at the first number.</summary>
    /// <exception cref="ModelException">It is no such header, or the file breaks off.</exception>
    public static SafetensorsHeader Read(Stream stream)
    {
        try
        {
            Span<byte> prefix = stackalloc byte[8];
            stream.ReadExactly(prefix);
            long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length is < 2 or > LongestHeader) throw Broken($"its header claims {length} bytes");
            if (stream.CanSeek && length > stream.Length - stream.Position) throw Broken($"its header claims {length} bytes, and only {stream.Length - stream.Position} follow");
            var json = new byte[length];
            stream.ReadExactly(json);
            using var header = JsonDocument.Parse(json);
            var metadata = new Dictionary<string, string>();
            var places = new List<TensorPlace>();
            foreach (JsonProperty entry in header.RootElement.EnumerateObject())
            {
                if (entry.NameEquals(MetadataKey))
                    foreach (JsonProperty text in entry.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString()!;
                else places.Add(Place(entry));
            }
            places = [.. places.OrderBy(place => place.Begin).ThenBy(place => place.End)];
            Check(places, stream.CanSeek ? stream.Length - stream.Position : long.MaxValue);
            return new(places, metadata, prefix.Length + length);
        }
        catch (Exception error) when (error is EndOfStreamException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw Broken(error.Message, error);
        }
    }

    /// <summary>Writes the header of Float32 tensors that follow one another in the order given.</summary>
    public static void Write(Stream stream, IEnumerable<(string Name, long[] Shape)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject { [MetadataKey] = new JsonObject([.. metadata.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value))]) };
        long offset = 0;
        foreach (var (name, shape) in tensors)
        {
            long end = offset + sizeof(float) * shape.Aggregate(1L, (product, size) => product * size);
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
    }

    public static ModelException Broken(string what, Exception? inner = null) =>
        new($"The checkpoint cannot be read: {what}. Take another checkpoint, or train anew.", "checkpoint", inner);

    private static TensorPlace Place(JsonProperty entry)
    {
        string type = entry.Value.GetProperty("dtype").GetString()!;
        if (!Sizes.ContainsKey(type)) throw Broken($"'{entry.Name}' is {type}; known are {string.Join(", ", Sizes.Keys)}");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        if (shape.Any(size => size < 0)) throw Broken($"'{entry.Name}' has a negative size");
        JsonElement offsets = entry.Value.GetProperty("data_offsets");
        return new(entry.Name, type, shape, offsets[0].GetInt64(), offsets[1].GetInt64());
    }

    private static void Check(List<TensorPlace> places, long available)
    {
        var names = new HashSet<string>();
        long at = 0;
        foreach (var place in places)
        {
            if (!names.Add(place.Name)) throw Broken($"it names '{place.Name}' twice");
            if (place.Begin != at || place.End - place.Begin != checked(place.Count * Sizes[place.Type])) throw Broken($"'{place.Name}' does not lie where its shape says");
            at = place.End;
        }
        if (at > available) throw Broken($"it breaks off: its tensors take {at} bytes, and only {available} are there");
    }
}
