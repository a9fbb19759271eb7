// The config.json of a GPT-2 of Hugging Face: sizes taken over, what the lab cannot compute refused.
using System.Text.Json;

namespace AttentionLab.Core;

internal static class HuggingFaceConfig
{
    private const double Epsilon = 1e-5; // of LayerNorm

    /// <exception cref="ModelException">It is no such file, or of another model than the lab can compute.</exception>
    public static GptConfig Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            string kind = Text(root, "model_type") ?? "gpt2";
            if (kind != "gpt2") throw Refused("model_type", $"'{kind}'; only 'gpt2' can be read");
            int channels = Whole(root, "n_embd");
            if (root.TryGetProperty("n_inner", out var inner) && inner.ValueKind == JsonValueKind.Number && inner.GetInt32() != 4 * channels)
                throw Refused("n_inner", $"{inner.GetInt32()}; the lab's feed-forward has {4 * channels} hidden numbers at {channels} channels");
            if (root.TryGetProperty("layer_norm_epsilon", out var epsilon) && epsilon.GetDouble() != Epsilon)
                throw Refused("layer_norm_epsilon", $"{epsilon.GetRawText()}; the lab computes with 1e-5");
            if (!Flag(root, "scale_attn_weights", true)) throw Refused("scale_attn_weights", "false; only scaled attention is read");
            if (Flag(root, "scale_attn_by_inverse_layer_idx", false)) throw Refused("scale_attn_by_inverse_layer_idx", "true; the lab scales every layer alike");
            return new()
            {
                Vocabulary = Whole(root, "vocab_size"),
                Layers = Whole(root, "n_layer"),
                Heads = Whole(root, "n_head"),
                Channels = channels,
                Context = root.TryGetProperty("n_positions", out _) ? Whole(root, "n_positions") : Whole(root, "n_ctx"),
                Activation = Text(root, "activation_function") switch
                {
                    null or "gelu_new" or "gelu_pytorch_tanh" => Activation.GeluTanh,
                    "gelu" => Activation.Gelu,
                    "relu" => Activation.Relu,
                    var other => throw Refused("activation_function", $"'{other}'; known are gelu_new, gelu and relu"),
                },
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new ModelException($"config.json cannot be read: {error.Message}", "config.json", error);
        }
    }

    private static int Whole(JsonElement root, string name) => root.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int size)
        ? size
        : throw new ModelException($"config.json has no whole number '{name}'.", "config.json");

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static bool Flag(JsonElement root, string name, bool otherwise) => root.TryGetProperty(name, out var flag) ? flag.GetBoolean() : otherwise;

    private static ModelException Refused(string name, string what) => new($"config.json: {name} is {what}.", "config.json");
}
