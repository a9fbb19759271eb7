// Reads what make_circuits.py wrote, and the models it is about.
using System.Text.Json;

namespace AttentionLab.Model.Tests;

internal static class CircuitGolden
{
    public static readonly JsonElement All = Golden.Json("circuits.json");

    public static int[] Tokens => [.. All.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt32())];

    public static IEnumerable<JsonElement> Of(string list) => All.GetProperty(list).EnumerateArray();

    public static InferenceModel Model(string name)
    {
        GptConfig config = Golden.Model(Golden.Json("variants.json").GetProperty("models").GetProperty(name));
        var tensors = Golden.Tensors("variants.safetensors").Tensors
            .Where(tensor => tensor.Key.StartsWith(name + "/", StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Key[(name.Length + 1)..], tensor => tensor.Value);
        return new(WeightSnapshot.From(new(tensors, new Dictionary<string, string> { ["step"] = "0" }), config));
    }

    /// <summary>Rows (T, V) one after the other.</summary>
    public static float[] Rows(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(value => value.GetSingle()))];

    public static Interventions Edits(JsonElement edits) => new()
    {
        Heads = [.. List(edits, "heads").Select(head => new HeadKnockout(Whole(head, "layer"), Whole(head, "head"), Kind<KnockoutKind>(head, "by")))],
        Cells = [.. List(edits, "cells").Select(cell => new CellEdit(Whole(cell, "layer"), Whole(cell, "head"), Whole(cell, "query"), Whole(cell, "key"),
            Kind<CellEditKind>(cell, "set"), cell.TryGetProperty("factor", out var factor) ? factor.GetDouble() : 1))],
        Tokens = [.. List(edits, "tokens").Select(token => new TokenReplacement(Whole(token, "position"), Whole(token, "id")))],
        LiftMask = edits.TryGetProperty("liftMask", out _),
        DropScale = edits.TryGetProperty("dropScale", out _),
    };

    private static IEnumerable<JsonElement> List(JsonElement edits, string name) => edits.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static int Whole(JsonElement edit, string name) => edit.GetProperty(name).GetInt32();

    private static T Kind<T>(JsonElement edit, string name)
        where T : struct, Enum => Enum.Parse<T>(edit.GetProperty(name).GetString()!, ignoreCase: true);
}
