// Says in a person's terms why a JSON body could not be read: which field, and what it should be.
using System.Reflection;
using System.Text.Json;

namespace AttentionLab.Server.Rest;

public static class JsonProblem
{
    /// <param name="e">What the reader said.</param>
    /// <param name="type">What the body was to be.</param>
    /// <returns>The field's JSON name (null when the whole is wrong) and a sentence.</returns>
    public static (string? Field, string Message) Describe(JsonException e, Type type)
    {
        string path = (e.Path ?? "$").TrimStart('$').TrimStart('.');
        var owner = path.Length == 0 ? type : TypeAt(type, path);
        if (e.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            var (parent, name) = path.LastIndexOf('.') is var dot && dot >= 0 ? (TypeAt(type, path[..dot]), path[(dot + 1)..]) : (type, path);
            return (path, $"There is no field '{name}' here; known are {string.Join(", ", Fields(parent ?? type).Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name)))}.");
        }
        if (path.Length > 0 && owner is not null && e.Message.Contains("missing required", StringComparison.Ordinal)) return (path, $"A field is missing; it must be {Expected(owner)}.");
        if (path.Length > 0 && owner is not null) return (path, $"The value has the wrong type; it must be {Expected(owner)}.");
        return (null, $"The body is not valid JSON: it breaks off or goes wrong in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. It must be {Expected(type)}.");
    }

    private static Type? TypeAt(Type type, string path)
    {
        foreach (var step in path.Split('.'))
        {
            string name = step.Split('[')[0]; // "forced[0]" is an entry of "forced"
            var field = Fields(type).FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
            if (field is null) return null;
            type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
            if (step.Contains('[', StringComparison.Ordinal)) type = EntryOf(type) ?? type;
        }
        return type;
    }

    private static Type? EntryOf(Type type) => type.IsArray ? type.GetElementType() : type != typeof(string) && type.IsGenericType ? type.GetGenericArguments()[0] : null;

    private static IEnumerable<PropertyInfo> Fields(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) => $"a whole number {RangeText.Between(int.MinValue, int.MaxValue)}",
        _ when type == typeof(long) => "a whole number",
        _ when type == typeof(double) || type == typeof(float) => "a number",
        _ when EntryOf(type) is { } entry => $"a list, each entry {Expected(entry)}",
        _ => $"an object with the fields {string.Join(", ", Fields(type).Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name)))}",
    };
}
