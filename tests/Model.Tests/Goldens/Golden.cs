// Reads what make_goldens.py wrote.
using System.Text.Json;

namespace AttentionLab.Model.Tests;

internal static class Golden
{
    public static Safetensors Tensors(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", name));
        return Safetensors.Read(stream);
    }

    public static JsonElement Json(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", name))).RootElement;

    public static GptConfig Model(JsonElement json) => ConfigJson.Read<GptConfig>(json.GetRawText());

    public static TrainingConfig Training(JsonElement json) => ConfigJson.Read<TrainingConfig>(json.GetRawText());

    /// <summary>A trainer with PyTorch's weights in place of its own.</summary>
    public static Trainer Trainer()
    {
        JsonElement curve = Json("curve.json");
        var corpus = Corpus.FromText("golden", "Golden", "text", curve.GetProperty("text").GetString()!);
        GptConfig config = Model(curve.GetProperty("model"));
        var trainer = new Trainer(config, Training(curve.GetProperty("training")), corpus, curve.GetProperty("seed").GetInt64());
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", "weights.safetensors"));
        ModelWeights.Load(trainer.Model, WeightSnapshot.ReadSafetensors(stream, config));
        return trainer;
    }

    /// <summary>Every number within an absolute tolerance of PyTorch's.</summary>
    public static void Close(float[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = expected.Zip(actual, (a, b) => (double)Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"{what}: off by {worst}, allowed {tolerance}");
    }
}
