// Which parts a model has, so that a form offers those alone, and how its numbers are called.
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Controls.Build;

public static class ModelParts
{
    public const string FeedForward = "feedForward", AttentionBias = "attentionBias", TiedHead = "tiedHead", HeadBias = "headBias";

    /// <summary>Whether a setting changes what the model computes.</summary>
    /// <param name="name">As in JSON, below <c>model</c>.</param>
    public static bool Has(GptConfig model, string name) => name switch
    {
        "layers" or "context" or "mixer" => true,
        "mask" or "heads" => model.Attends,
        "scale" or AttentionBias => model is { Mixer: Mixer.Attention, IsTable: false },
        "activation" or "widening" => model is { FeedForward: true, IsTable: false },
        _ => !model.IsTable,
    };

    /// <summary>Of the mixing, for people.</summary>
    public static string NameOf(Mixer mixer) => mixer switch
    {
        Mixer.None => "Nothing",
        Mixer.Average => "Average",
        Mixer.Wavenet => "Fixed tree",
        _ => "Attention",
    };

    public static string NameOf(Activation activation) => activation switch
    {
        Activation.Relu => "ReLU",
        Activation.GeluTanh => "GELU (tanh)",
        _ => "GELU",
    };

    public static string NameOf(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Sgd => "SGD",
        _ => optimizer.ToString(),
    };

    /// <summary>How a model differs from its preset, its ingredients apart: "3 layers", "96 channels".</summary>
    public static IEnumerable<string> Differences(GptConfig preset, GptConfig model)
    {
        if (preset.Layers != model.Layers) yield return model.Layers == 1 ? "1 layer" : $"{model.Layers} layers";
        if (preset.Channels != model.Channels) yield return $"{NumberText.Count(model.Channels)} channels";
        if (preset.Context != model.Context) yield return $"context {NumberText.Count(model.Context)}";
        if (preset.Mixer != model.Mixer) yield return $"mixes by {NameOf(model.Mixer).ToLowerInvariant()}";
        if (preset.Activation != model.Activation) yield return NameOf(model.Activation);
        if (preset.Widening != model.Widening) yield return $"{model.Widening} times as wide";
        if (preset.AttentionBias != model.AttentionBias) yield return model.AttentionBias ? "attention bias" : "no attention bias";
        if (preset.TiedHead != model.TiedHead) yield return model.TiedHead ? "tied head" : "own head";
        else if (preset.HeadBias != model.HeadBias) yield return model.HeadBias ? "head bias" : "no head bias";
    }

    /// <summary>Head counts that share the channels out evenly, the model's own among them.</summary>
    public static IReadOnlyList<int> HeadChoices(GptConfig model, int most) =>
        [.. Enumerable.Range(1, Math.Max(1, Math.Min(model.Channels, most))).Where(heads => model.Channels % heads == 0 || heads == model.Heads)];
}
