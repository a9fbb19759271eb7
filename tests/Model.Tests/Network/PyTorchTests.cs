// Every rung of the ladder and every switch: with PyTorch's weights the model gives PyTorch's logits and gradients.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

public class PyTorchTests
{
    private const int NarrowChannels = 12, FewSymbols = 7, ShortContext = 8;

    public static TheoryData<string> Variants => [.. Names("variants")];

    public static TheoryData<string> Rungs => [.. Names("rungs")];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Call_VariantWithPyTorchsWeights_GivesPyTorchsLogitsAndGradients(string variant) => Compare("variants", variant);

    [Theory]
    [MemberData(nameof(Rungs))]
    public void Call_RungWithPyTorchsWeights_GivesPyTorchsLogitsAndGradients(string rung) => Compare("rungs", rung);

    [Theory]
    [MemberData(nameof(Rungs))]
    public void Golden_OfEachRung_IsThePresetMadeNarrow(string rung) => Assert.Equal(
        Presets.Find(rung)!.Model with { Channels = NarrowChannels, Vocabulary = FewSymbols, Context = ShortContext }, Config("rungs", rung));

    [Fact]
    public void Goldens_OfRungs_AreTheWholeLadder() => Assert.Equal(
        Presets.All.Select(preset => preset.Name).Except(["tiny", "small", "medium"]).Order(), Names("rungs").Order());

    private static IEnumerable<string> Names(string file) => Golden.Json(file + ".json").GetProperty("models").EnumerateObject().Select(model => model.Name);

    private static GptConfig Config(string file, string name) => Golden.Model(Golden.Json(file + ".json").GetProperty("models").GetProperty(name));

    private static void Compare(string file, string name)
    {
        GptConfig config = Config(file, name);
        var tensors = Golden.Tensors(file + ".safetensors").Tensors
            .Where(tensor => tensor.Key.StartsWith(name + "/", StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Key[(name.Length + 1)..], tensor => tensor.Value);
        using var model = new Gpt(config);
        ModelWeights.Load(model, WeightSnapshot.From(new(tensors, new Dictionary<string, string> { ["step"] = "0" }), config));
        Assert.Equal(tensors.Keys.Where(key => key != "logits" && !key.StartsWith("gradient.", StringComparison.Ordinal)).Order(), model.named_parameters().Select(entry => entry.name).Order());

        using var scope = NewDisposeScope();
        int[][] rows = [.. Golden.Json(file + ".json").GetProperty("tokens").EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
        long[] ids = [.. rows.SelectMany(row => row).Select(id => (long)id)];
        long[] next = [.. rows.SelectMany(row => row.Skip(1).Append(row[0])).Select(id => (long)id)];
        model.eval();
        var logits = model.call(tensor(ids, [rows.Length, rows[0].Length])); // (B, T, V)
        Golden.Close(tensors["logits"].Data, logits.data<float>().ToArray(), 2e-5, $"{name}, logits");
        nn.functional.cross_entropy(logits.view(-1, config.Vocabulary), tensor(next)).backward();
        foreach (var (parameter, weight) in model.named_parameters())
            Golden.Close(tensors["gradient." + parameter].Data, weight.grad!.contiguous().data<float>().ToArray(), 1e-5, $"{name}, gradient of {parameter}");
    }
}
