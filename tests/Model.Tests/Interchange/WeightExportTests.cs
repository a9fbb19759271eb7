// Weights that the lab exported give PyTorch, through the loader of docs/pytorch.md, the lab's own logits.
using System.Text.Json;

namespace AttentionLab.Model.Tests;

public class WeightExportTests
{
    private static readonly JsonElement PyTorch = Golden.Json("exported/logits.json");

    public static TheoryData<string> Exported => [.. PyTorch.EnumerateObject().Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Exported))]
    public void Logits_OfExportedWeights_ArePyTorchs(string name)
    {
        var weights = Read(name);
        using var model = new Gpt(weights.Config);
        ModelWeights.Load(model, weights);
        model.eval();
        JsonElement golden = PyTorch.GetProperty(name);
        int[] tokens = [.. golden.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt32())];
        float[] expected = [.. golden.GetProperty("logits").EnumerateArray().Select(logit => logit.GetSingle())]; // (T, V)
        Golden.Close(expected, SmallModel.Logits(model, tokens), 2e-6, name);
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public void WriteWeights_OfWhatWasRead_IsTheSameFile(string name)
    {
        var again = new MemoryStream();
        WeightExport.WriteWeights(Read(name), again);
        Assert.Equal(File.ReadAllBytes(PathOf(name, WeightExport.WeightsName)), again.ToArray());
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public void WriteConfig_OfWhatWasRead_IsTheSameFile(string name)
    {
        var tokenizer = ConfigJson.Read<TokenizerState>(Config(name).GetProperty("tokenizer").GetRawText()).Open();
        var again = new MemoryStream();
        WeightExport.WriteConfig(Read(name), tokenizer, again);
        Assert.True(JsonElement.DeepEquals(Config(name), JsonDocument.Parse(again.ToArray()).RootElement));
    }

    private static WeightSnapshot Read(string name)
    {
        using var file = File.OpenRead(PathOf(name, WeightExport.WeightsName));
        return WeightSnapshot.ReadSafetensors(file, Golden.Model(Config(name).GetProperty("model")));
    }

    private static JsonElement Config(string name) => Golden.Json($"exported/{name}/{WeightExport.ConfigName}");

    private static string PathOf(string name, string file) => Path.Combine(AppContext.BaseDirectory, "Goldens", "exported", name, file);
}
