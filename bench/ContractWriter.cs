// The API's description as TypeScript: its schemas as types that a script can import. Read by the command `contract` and by the test that holds the committed file to it.
using System.Net;
using System.Text;
using System.Text.Json;
using AttentionLab.Server.Setup;

namespace AttentionLab.Bench;

/// <summary>Knows as much of JSON schema as ASP.NET writes for C# records and enums; anything else is an error.</summary>
internal static class ContractWriter
{
    public const string Path = "src/Client/Scripts/contract.ts", Command = "dotnet run -c Release --project bench -- contract";

    private const string Reference = "#/components/schemas/";

    /// <summary>The whole file; types by name.</summary>
    /// <param name="document">What the server answers at /openapi/v1.json.</param>
    public static string Write(JsonElement document)
    {
        var text = new StringBuilder($"// What REST and the hub take and answer, as the server describes it: generated from /openapi/v1.json by `{Command}`, never edited.\n"
            + "// A number that is not finite comes as null in JSON; null is among a number's values here where that has to be expected, or where it means something else.\n");
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject().OrderBy(schema => schema.Name, StringComparer.Ordinal))
            if (!schema.Name.StartsWith("IForm", StringComparison.Ordinal)) // files, which are sent as they are
                WriteType(text, schema.Name, schema.Value);
        return text.ToString();
    }

    private static void WriteType(StringBuilder text, string name, JsonElement schema)
    {
        text.Append('\n');
        WriteComment(text, "", schema);
        if (!schema.TryGetProperty("properties", out var properties))
        {
            text.Append($"export type {name} = {TypeOf(schema)};\n");
            return;
        }
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(each => each.GetString()!).ToHashSet() : [];
        text.Append($"export interface {name} {{\n");
        foreach (var property in properties.EnumerateObject())
        {
            WriteComment(text, "  ", property.Value);
            text.Append($"  {property.Name}{(required.Contains(property.Name) ? "" : "?")}: {TypeOf(property.Value)};\n");
        }
        text.Append("}\n");
    }

    private static void WriteComment(StringBuilder text, string indent, JsonElement schema)
    {
        if (DescriptionOf(schema) is { } said) text.Append($"{indent}/** {string.Join(' ', WebUtility.HtmlDecode(said).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("*/", "* /")} */\n");
    }

    /// <summary>That of a type that may be null stands beside the type.</summary>
    private static string? DescriptionOf(JsonElement schema) =>
        schema.TryGetProperty("description", out var said) ? said.GetString()
        : schema.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray().Select(DescriptionOf).FirstOrDefault(each => each is not null)
        : null;

    private static string TypeOf(JsonElement schema, bool finite = false)
    {
        if (schema.TryGetProperty("$ref", out var reference) && reference.GetString() is { } target && target.StartsWith(Reference, StringComparison.Ordinal)) return target[Reference.Length..];
        if (schema.TryGetProperty("enum", out var values)) return Union(values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? "null" : $"'{value.GetString()}'"));
        if (schema.TryGetProperty("oneOf", out var choices)) return Union(choices.EnumerateArray().Select(choice => TypeOf(choice)));
        if (!schema.TryGetProperty("type", out var type)) throw new InvalidDataException($"The schema {schema.GetRawText()} says no type; Setup/OpenApiShapes.cs has to.");
        string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(each => each.GetString()!)] : [type.GetString()!];
        finite |= schema.TryGetProperty(OpenApiShapes.NotFinite, out _);
        return finite && types.Contains("number") ? "number" : Union(types.Select(each => Named(each, schema, finite)));
    }

    private static string Named(string type, JsonElement schema, bool finite) => type switch
    {
        "string" or "boolean" or "null" or "number" => type,
        "integer" => "number",
        "array" when TypeOf(schema.GetProperty("items"), finite) is var item => item.Contains('|') && !item.EndsWith("[]", StringComparison.Ordinal) ? $"({item})[]" : $"{item}[]",
        "object" => $"Record<string, {TypeOf(schema.GetProperty("additionalProperties"))}>",
        _ => throw new InvalidDataException($"A type '{type}' is not known."),
    };

    /// <summary>What may be null says so last.</summary>
    private static string Union(IEnumerable<string> types) => string.Join(" | ", types.OrderBy(type => type == "null"));
}
