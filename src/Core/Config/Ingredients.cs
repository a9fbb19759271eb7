// Which ingredients of a GPT can be switched in a configuration, and why the others cannot: the only place that says so.
using System.Globalization;

namespace AttentionLab.Core;

/// <param name="Name">As in JSON, below <c>model</c>: <c>mask</c>.</param>
/// <param name="Title">For people: "causal mask".</param>
/// <param name="Absent">Why the configuration has no such thing, as half a sentence that begins small and ends without a stop; null where it has it.</param>
public sealed record Ingredient(string Name, string Title, string? Absent)
{
    /// <summary>Whether switching it changes what the model computes.</summary>
    public bool Has => Absent is null;
}

public static class Ingredients
{
    private static readonly (string Name, string Title, Func<GptConfig, object> Value, Func<GptConfig, string?> Absent)[] Known =
    [
        ("mask", "causal mask", config => config.Mask, Mask),
        ("scale", "1/sqrt(d) scaling", config => config.Scale, Scale),
        ("heads", "number of heads", config => config.Heads, Heads),
        ("residual", "residual connections", config => config.Residual, config => Block(config, "nothing that a residual connection could go around")),
        ("layerNorm", "LayerNorm", config => config.LayerNorm, config => Block(config, "nothing that could be normalised")),
        ("feedForward", "feed-forward", config => config.FeedForward, config => Block(config, "its answer in the row that it looks up, and nothing after it")),
        ("positions", "position embedding", config => config.Positions, config => Block(config, "one character in sight at a time, so positions say nothing")),
        ("dropout", "dropout", config => config.Dropout, config => Block(config, "no layers whose outputs could be dropped")),
    ];

    /// <summary>All ingredients, in the order in which a page lists them.</summary>
    public static IReadOnlyList<Ingredient> Of(GptConfig config) => [.. Known.Select(known => new Ingredient(known.Name, known.Title, known.Absent(config)))];

    /// <summary>What was changed of a preset although the model that comes out has no such thing. Heads of an average are there, though all alike, so their number may be changed.</summary>
    /// <param name="preset">What the request started from.</param>
    /// <param name="asked">What the request made of it, mixer and layers included.</param>
    public static IReadOnlyList<ConfigProblem> Problems(GptConfig preset, GptConfig asked)
    {
        var problems = new List<ConfigProblem>();
        foreach (var (name, _, value, absent) in Known)
            if (!value(preset).Equals(value(asked)) && absent(asked) is { } why && !(name == "heads" && asked.Attends))
                problems.Add(new($"model.{name}", $"{Text(value(asked))} is not allowed: {why}. Leave it out, or at {Text(value(preset))}."));
        return problems;
    }

    private static string? Mask(GptConfig config) => config switch
    {
        { IsTable: true } => "the bigram table has no attention, so there is no mask",
        { Mixer: Mixer.None } => "nothing is mixed between tokens, so there is no future to hide",
        { Mixer: Mixer.Wavenet } => "the fixed tree only looks back, so there is no mask to take off",
        _ => null,
    };

    private static string? Scale(GptConfig config) => config switch
    {
        { IsTable: true } => "the bigram table has no attention, so there is nothing to scale",
        { Mixer: Mixer.None } => "without attention there are no affinities to scale",
        { Mixer: Mixer.Average } => "an average gives every earlier character the same weight; there are no affinities to scale",
        { Mixer: Mixer.Wavenet } => "a fixed tree has no affinities to scale",
        _ => null,
    };

    private static string? Heads(GptConfig config) => config switch
    {
        { IsTable: true } => "the bigram table has no attention, so there are no heads",
        { Mixer: Mixer.None } => "without attention there are no heads",
        { Mixer: Mixer.Average } => "every head would take the same average, so their number changes nothing",
        { Mixer: Mixer.Wavenet } => "a fixed tree has no heads: every character is fused with the same earlier one",
        _ => null,
    };

    private static string? Block(GptConfig config, string lacks) => config.IsTable ? $"the bigram table has {lacks}" : null;

    private static string Text(object value) => value is bool on ? (on ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
