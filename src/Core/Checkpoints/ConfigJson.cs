// Configurations as JSON, for the header of a checkpoint.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Core;

internal static class ConfigJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T config) => JsonSerializer.Serialize(config, Options);

    /// <exception cref="ModelException">The text is no such configuration.</exception>
    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)!;
        }
        catch (JsonException error)
        {
            throw new ModelException($"The checkpoint's configuration cannot be read: {error.Message}", "checkpoint", error);
        }
    }
}
