// Whether two answers are the same but for rounding: every text and count equal, every number within a tolerance.
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AttentionLab.Engines.Tests;

internal static class SameNumbers
{
    private static readonly JsonSerializerOptions Whole = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <param name="tolerance">Of a difference, beside the number itself where that is above 1.</param>
    public static void Require<T>(T expected, T actual, double tolerance)
    {
        double largest = 0;
        Compare(JsonSerializer.SerializeToNode(expected, Whole), JsonSerializer.SerializeToNode(actual, Whole), "", ref largest);
        Assert.True(largest <= tolerance, $"{typeof(T).Name} differs by {largest}; {tolerance} is allowed");
    }

    private static void Compare(JsonNode? expected, JsonNode? actual, string path, ref double largest)
    {
        switch (expected, actual)
        {
            case (JsonObject one, JsonObject other):
                Assert.Equal(one.Select(entry => entry.Key), other.Select(entry => entry.Key));
                foreach (var (key, value) in one) Compare(value, other[key], $"{path}.{key}", ref largest);
                break;
            case (JsonArray one, JsonArray other):
                Assert.True(one.Count == other.Count, $"{path} has {one.Count} and {other.Count} entries");
                for (int i = 0; i < one.Count; i++) Compare(one[i], other[i], $"{path}[{i}]", ref largest);
                break;
            case (JsonValue one, JsonValue other) when one.GetValueKind() == JsonValueKind.Number && other.GetValueKind() == JsonValueKind.Number:
                double a = Number(one), b = Number(other);
                largest = Math.Max(largest, Math.Abs(a - b) / Math.Max(1, Math.Abs(a)));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{path} is {expected?.ToJsonString() ?? "null"} and {actual?.ToJsonString() ?? "null"}");
                break;
        }
    }

    private static double Number(JsonValue value) => JsonSerializer.Deserialize<double>(value.ToJsonString());
}
