// One block of a golden file: a program, what PyTorch gave for it, and the gradients of its leaves. See Goldens/programs/make_programs.py.
using System.Globalization;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Programs;

internal sealed record GoldenProgram(string Text, string[] Outputs, (string Leaf, string Value)[] Gradients, bool IsRefused)
{
    private static readonly Lazy<Dictionary<string, GoldenProgram[]>> groups = new(ReadAll);

    /// <summary>All programs by the name of their file.</summary>
    public static IReadOnlyDictionary<string, GoldenProgram[]> Groups => groups.Value;

    private static Dictionary<string, GoldenProgram[]> ReadAll() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Goldens", "programs"), "*.txt").Order(StringComparer.Ordinal).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => File.ReadAllText(file).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToArray());

    private static GoldenProgram Parse(string block)
    {
        string[] lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(
            lines[0],
            [.. lines.Where(line => line.StartsWith("= ", StringComparison.Ordinal)).Select(line => line[2..])],
            [.. lines.Where(line => line.StartsWith("~ ", StringComparison.Ordinal)).Select(line => line[2..].Split(' ', 2)).Select(parts => (parts[0], parts[1]))],
            lines.Contains("!"));
    }

    public override string ToString() => Text;
}

/// <summary>A tensor as a golden file writes it: type, [shape], values.</summary>
internal sealed record GoldenValues(ScalarType Type, long[] Shape, double[] Values)
{
    /// <summary>Null where the text is no tensor.</summary>
    public static GoldenValues? Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !words[1].StartsWith('[')) return null;
        long[] shape = [.. words[1].Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        return new(ElementNames.Type(words[0]), shape, [.. words[2..].Select(Number)]);
    }

    public static double Number(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>Null, or how a tensor differs.</summary>
    public string? Difference(Tensor actual)
    {
        if (!Shape.SequenceEqual(actual.shape)) return $"shape [{string.Join(',', actual.shape)}], expected [{string.Join(',', Shape)}]";
        if (actual.type != Type) return $"type {actual.type}, expected {Type}";
        var values = actual.detach().to_type(ScalarType.Float64).data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (!AreClose(Values[i], values[i], Type == ScalarType.Float64 ? 1e-8 : 2e-5)) return $"element {i} is {values[i]:R}, expected {Values[i]:R}";
        }
        return null;
    }

    public static bool AreClose(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || expected == actual || Math.Abs(expected - actual) <= tolerance * (0.1 + Math.Abs(expected));
}

/// <summary>The short names of element types.</summary>
internal static class ElementNames
{
    private static readonly Dictionary<string, ScalarType> types = new()
    {
        ["f32"] = ScalarType.Float32,
        ["f64"] = ScalarType.Float64,
        ["i64"] = ScalarType.Int64,
        ["i32"] = ScalarType.Int32,
        ["i16"] = ScalarType.Int16,
        ["i8"] = ScalarType.Int8,
        ["u8"] = ScalarType.Byte,
        ["b"] = ScalarType.Bool,
    };

    public static ScalarType Type(string name) => types[name];

    public static string Of(ScalarType type) => types.Single(pair => pair.Value == type).Key;
}
