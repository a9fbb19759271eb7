// Pairs written down in one line, "104 101, 32 116": a list of a thousand runs reads it a hundred times faster than arrays.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Core;

/// <summary>Also reads arrays of two ids, as they were written before.</summary>
internal sealed class MergesJson : JsonConverter<IReadOnlyList<BytePair>>
{
    public override IReadOnlyList<BytePair> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? Parsed(reader.GetString())
        : [.. (JsonSerializer.Deserialize<int[][]>(ref reader, options) ?? []).Select(ids => ids is [var left, var right] ? new BytePair(left, right) : throw Malformed())];

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<BytePair> merges, JsonSerializerOptions options)
    {
        var line = new StringBuilder();
        foreach (var (left, right) in merges) line.Append(CultureInfo.InvariantCulture, $"{(line.Length > 0 ? ", " : "")}{left} {right}");
        writer.WriteStringValue(line.ToString());
    }

    private static List<BytePair> Parsed(ReadOnlySpan<char> line)
    {
        var merges = new List<BytePair>();
        if (line.IsEmpty) return merges;
        foreach (var range in line.Split(", "))
        {
            var pair = line[range];
            int blank = pair.IndexOf(' ');
            if (blank < 0 || !int.TryParse(pair[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int left) || !int.TryParse(pair[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int right))
                throw Malformed();
            merges.Add(new(left, right));
        }
        return merges;
    }

    private static JsonException Malformed() => new("a pair must be two token ids");
}
