// Reads the arguments of hub calls, so that a wrong one is answered with its name and what it should be.
using System.Text.Json;
using AttentionLab.Server.Rest;
using Microsoft.AspNetCore.SignalR;

namespace AttentionLab.Server.Live;

public static class HubArguments
{
    public static string Text(JsonElement argument, string name) =>
        argument.ValueKind == JsonValueKind.String && argument.GetString() is { Length: > 0 } text ? text : throw Wrong(argument, name, "text that is not empty");

    public static int Whole(JsonElement argument, string name, int least, int otherwise)
    {
        if (argument.ValueKind == JsonValueKind.Null) return otherwise;
        return argument.ValueKind == JsonValueKind.Number && argument.TryGetInt32(out int value) && value >= least ? value : throw Wrong(argument, name, $"a whole number, {least} or more");
    }

    public static T Object<T>(JsonElement argument, string name) where T : class
    {
        if (argument.ValueKind != JsonValueKind.Object) throw Wrong(argument, name, "an object");
        try
        {
            return argument.Deserialize<T>(RestJson.Options)!;
        }
        catch (JsonException e)
        {
            var (field, message) = JsonProblem.Describe(e, typeof(T));
            throw new HubException(field is null ? $"{name}: {message}" : $"{name}.{field}: {message}");
        }
    }

    private static HubException Wrong(JsonElement argument, string name, string expected)
    {
        string came = argument.ValueKind == JsonValueKind.Undefined ? "nothing" : argument.GetRawText();
        return new HubException($"{name} is {(came.Length > 60 ? came[..60] + "..." : came)}; it must be {expected}.");
    }
}
