// How the store's JSON looks: camelCase, one line in logs, indented in run.json, unknown numbers as null.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttentionLab.Server.Storage;

public static class StoreJson
{
    /// <summary>For a line of a log.</summary>
    public static JsonSerializerOptions Line { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteDouble(), new FiniteSingle() },
    };

    /// <summary>For a file that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Line) { WriteIndented = true };
}
