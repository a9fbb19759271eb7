// A model for other programs: its weights as safetensors, and beside them what they are the weights of (docs/pytorch.md).
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AttentionLab.Core;

public static class WeightExport
{
    /// <summary>The layout of config.json that this version writes.</summary>
    public const string Format = "attentionlab-1";

    public const string WeightsName = "model.safetensors", ConfigName = "config.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Weights by their state_dict names, Float32, in the order of the layers.</summary>
    public static void WriteWeights(WeightSnapshot weights, Stream stream) => weights.WriteSafetensors(stream);

    /// <summary>Format, step, the model's configuration, and how text becomes tokens.</summary>
    public static void WriteConfig(WeightSnapshot weights, ITokenizer tokenizer, Stream stream)
    {
        var config = new JsonObject
        {
            ["format"] = Format,
            ["step"] = weights.Step,
            ["model"] = JsonNode.Parse(ConfigJson.Write(weights.Config)),
            ["tokenizer"] = JsonNode.Parse(ConfigJson.Write(tokenizer.State)),
        };
        JsonSerializer.Serialize(stream, config, Indented);
    }
}
