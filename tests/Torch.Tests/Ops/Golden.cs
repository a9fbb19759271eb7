// A golden file: what PyTorch computed for each case, as Goldens/make_goldens.py wrote it.
using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Ops;

/// <summary>Inputs, outputs and, where PyTorch has them, the inputs' gradients under the weights cos(i).</summary>
internal sealed record Golden(GoldenTensor[] Inputs, GoldenTensor[] Outputs, GoldenTensor?[] Gradients)
{
    private static readonly Dictionary<string, Dictionary<string, Golden>> groups = [];

    public static readonly string[] Groups = ["arithmetic", "functions", "reductions", "views", "indexing", "layers", "losses", "edges"];

    public static Dictionary<string, Golden> Read(string group)
    {
        lock (groups)
        {
            if (groups.TryGetValue(group, out var known)) return known;
            using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", group + ".json"));
            using var document = JsonDocument.Parse(file);
            return groups[group] = document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => Parse(property.Value));
        }
    }

    /// <summary>The sum over all floating outputs and elements i of output[i] cos(i): what the gradients belong to.</summary>
    public static Tensor Loss(IEnumerable<Tensor> outputs) => outputs
        .Where(y => y.is_floating_point())
        .Select(y => (y.to_type(ScalarType.Float64) * arange(y.Count, ScalarType.Float64).cos().view(y.shape)).sum())
        .Aggregate(tensor(0.0), (sum, part) => sum + part);

    private static Golden Parse(JsonElement element) => new(
        [.. element.GetProperty("inputs").EnumerateArray().Select(GoldenTensor.Parse)],
        [.. element.GetProperty("outputs").EnumerateArray().Select(GoldenTensor.Parse)],
        [.. element.GetProperty("gradients").EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? null : GoldenTensor.Parse(item))]);
}

internal sealed record GoldenTensor(ScalarType Type, long[] Shape, double[] Values)
{
    public bool IsFloatingPoint => is_floating_point(Type);

    /// <summary>As a tensor; floating-point numbers of the given type.</summary>
    public Tensor ToTensor(ScalarType? floating = null) =>
        tensor(Values).reshape(Shape).to_type(IsFloatingPoint ? floating ?? Type : Type);

    public static GoldenTensor Parse(JsonElement element) => new(
        Enum.Parse<ScalarType>(element.GetProperty("type").GetString()!),
        [.. element.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
        [.. element.GetProperty("values").EnumerateArray().Select(value =>
            value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble())]);
}
