// What each ingredient of a model is good for, in a sentence, and how a model with or without it is called.
using System.Globalization;

namespace AttentionLab.Client.Lessons;

public static class IngredientWords
{
    public const string Heads = "heads", Dropout = "dropout";

    private static readonly Dictionary<string, (string Says, string With, string Without, Func<GptConfig, object> Value)> Known = new()
    {
        ["mask"] = ("Hides the future. Without it every token sees the very one that it has to predict.", "masked", "no mask", model => model.Mask),
        ["scale"] = ("Divides affinities by the root of the head's width. Without it the softmax soon puts a row's whole weight on one token.", "scaled affinities", "no scaling", model => model.Scale),
        [Heads] = ("How many parts the channels are split into. Each part asks and listens for itself.", "", "", model => model.Heads),
        ["residual"] = ("A block adds to what it was given. Without it every block has to rebuild the stream, and gradients have to pass through all of it.", "residual", "no residual", model => model.Residual),
        ["layerNorm"] = ("Brings a token's numbers to one mean and size before every part. Without it their size is whatever depth makes of it.", "LayerNorm", "no LayerNorm", model => model.LayerNorm),
        ["feedForward"] = ("Each token works on what it heard. Without it tokens gather, but nothing is made of what was gathered.", "feed-forward", "no feed-forward", model => model.FeedForward),
        ["positions"] = ("Tells tokens where they stand. Without it earlier tokens are a heap without order, but for what the mask gives away.", "positions", "no positions", model => model.Positions),
        [Dropout] = ("The share of numbers that is blanked at random while training, so that nothing is learnt by heart. 0 blanks none.", "", "", model => model.Dropout),
    };

    /// <summary>What the ingredient does; empty for one that is not known here.</summary>
    public static string Says(string name) => Known.TryGetValue(name, out var known) ? known.Says : "";

    /// <summary>Whether an ingredient is on or off, not a number.</summary>
    public static bool IsSwitch(string name) => name is not (Heads or Dropout) && Known.ContainsKey(name);

    /// <summary>Whether a switch is on in a model.</summary>
    public static bool IsOn(string name, GptConfig model) => Known[name].Value(model) is true;

    /// <summary>Names of the ingredients in which a model differs from another.</summary>
    public static IReadOnlyList<string> Changed(GptConfig preset, GptConfig model) =>
        [.. Known.Where(known => !known.Value.Value(preset).Equals(known.Value.Value(model))).Select(known => known.Key)];

    /// <summary>How a model differs from its preset: "no mask, 2 heads"; empty where it does not.</summary>
    public static string Differences(GptConfig preset, GptConfig model) => string.Join(", ", Changed(preset, model).Select(name => Word(name, model)));

    private static string Word(string name, GptConfig model) => name switch
    {
        Heads => model.Heads == 1 ? "1 head" : string.Create(CultureInfo.InvariantCulture, $"{model.Heads} heads"),
        Dropout => model.Dropout == 0 ? "no dropout" : string.Create(CultureInfo.InvariantCulture, $"dropout {model.Dropout}"),
        _ => IsOn(name, model) ? Known[name].With : Known[name].Without,
    };
}
