// How a choice between names is written in JSON: in small letters; read whatever their case, as older files have them.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Contracts;

public sealed class ChoiceJson<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        string? given = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase)) is { } name) return Enum.Parse<T>(name);
        throw new JsonException($"{(given is null ? "It" : $"'{given}' is not known; it")} must be one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString().ToLowerInvariant());
}
