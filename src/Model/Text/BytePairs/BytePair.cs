// Two tokens that stand next to each other, and are written as one.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Model;

[JsonConverter(typeof(BytePairJson))]
public readonly record struct BytePair(int Left, int Right) : IComparable<BytePair>
{
    public int CompareTo(BytePair other) => Left != other.Left ? Left.CompareTo(other.Left) : Right.CompareTo(other.Right);
}

/// <summary>As an array of two ids on one line, however the rest of a file is indented.</summary>
internal sealed class BytePairJson : JsonConverter<BytePair>
{
    public override BytePair Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        int[]? ids = JsonSerializer.Deserialize<int[]>(ref reader, options);
        return ids is [var left, var right] ? new(left, right) : throw new JsonException("a pair must be an array of two token ids");
    }

    public override void Write(Utf8JsonWriter writer, BytePair pair, JsonSerializerOptions options) =>
        writer.WriteRawValue(FormattableString.Invariant($"[{pair.Left},{pair.Right}]"));
}
