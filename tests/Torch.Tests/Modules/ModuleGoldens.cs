// PyTorch's numbers for modules and optimizers, from Goldens/modules.json (written by make_module_goldens.py).
using System.Text.Json;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

internal static class ModuleGoldens
{
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "modules.json"))).RootElement;

    public static JsonElement Section(string name) => Root.GetProperty(name);

    public static JsonElement Case(string section, string name) =>
        Section(section).EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    public static TheoryData<string> Names(string section) =>
        new(Section(section).EnumerateArray().Select(one => one.GetProperty("name").GetString()!));

    /// <summary>A new tensor: Float32, or Int64 where all values are written as whole numbers.</summary>
    public static Tensor ToTensor(this JsonElement golden)
    {
        long[] shape = [.. golden.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var values = golden.GetProperty("values").EnumerateArray().ToList();
        bool isWhole = values.All(value => !value.GetRawText().Contains('.', StringComparison.Ordinal));
        return isWhole
            ? tensor(values.Select(value => value.GetInt64()).ToArray()).reshape(shape)
            : tensor(values.Select(value => value.GetSingle()).ToArray()).reshape(shape);
    }

    /// <summary>Shape and every value agree within tolerance (absolute, or relative above 1).</summary>
    public static void AssertClose(JsonElement expected, Tensor? actual, double tolerance, string what)
    {
        Assert.NotNull(actual);
        using var golden = expected.ToTensor();
        Assert.Equal(golden.shape, actual.shape);
        using var dense = actual.detach().contiguous();
        float[] want = golden.data<float>().ToArray(), got = dense.data<float>().ToArray();
        for (int i = 0; i < want.Length; i++)
            Assert.True(Math.Abs(want[i] - got[i]) <= tolerance * Math.Max(1, Math.Abs(want[i])), $"{what}[{i}]: expected {want[i]:r}, got {got[i]:r}");
    }

    /// <summary>Overwrites a tensor, a parameter too.</summary>
    public static void Set(Tensor target, JsonElement golden)
    {
        using var none = no_grad();
        using var values = golden.ToTensor();
        target.copy_(values);
    }
}
