// How REST and the hub write and read JSON: camelCase, strict numbers, no unknown fields, unknown numbers as null.
using System.Text.Json;
using System.Text.Json.Serialization;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Rest;

public static class RestJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new FiniteDouble());
        options.Converters.Add(new FiniteSingle());
        return options;
    }
}
