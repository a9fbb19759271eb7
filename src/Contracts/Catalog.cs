// What a new run can be made of: presets, corpora, limits.
namespace AttentionLab.Contracts;

/// <summary>All presets, which one is the default, and what values are allowed.</summary>
public sealed record PresetCatalog(IReadOnlyList<PresetInfo> Presets, string Default, string DefaultCorpus, string? DefaultCorpusReason, Limits Limits, EngineChoice Engines);

/// <summary>A preset with every number it implies.</summary>
/// <param name="Name">Used in requests.</param>
/// <param name="Summary">One sentence: what it is for and roughly how long it takes.</param>
/// <param name="Parameters">Trainable numbers, with the default corpus's vocabulary.</param>
public sealed record PresetInfo(string Name, string Title, string Summary, GptConfig Model, TrainingConfig Training, long Parameters)
{
    /// <summary>Every ingredient, and whether it can be switched here.</summary>
    public IReadOnlyList<IngredientInfo> Ingredients { get; init; } = [];
}

/// <summary>Something a model is made of.</summary>
/// <param name="Name">The field of <c>model</c> that sets it.</param>
/// <param name="Title">For people: "causal mask".</param>
/// <param name="Absent">Why this preset has no such switch, as half a sentence; null where it has. A request that changes it nevertheless is refused with these words.</param>
public sealed record IngredientInfo(string Name, string Title, string? Absent);

/// <summary>Smallest and largest allowed values; a request outside is refused with the same numbers.</summary>
public sealed record Limits(int Layers, int Heads, int Channels, int Context, int Batch, int Steps, int CorpusBytes, int PromptCharacters, int GeneratedTokens, int NameCharacters);

/// <summary>A text to train on.</summary>
/// <param name="Kind">play, tiny-shakespeare, text or task.</param>
/// <param name="Characters">Length; null while it has not been fetched.</param>
/// <param name="Vocabulary">Different characters; null while it has not been fetched.</param>
/// <param name="Excerpt">Its first lines; null while it has not been fetched.</param>
/// <param name="Unavailable">Why it cannot be used at the moment and what to do; null when it can.</param>
public sealed record CorpusInfo(string Id, string Title, string Kind, long? Characters, int? Vocabulary, string? Excerpt, string? Unavailable)
{
    /// <summary>What is asked and in which sizes; null where it is no task.</summary>
    public TaskInfo? Task { get; init; }
}
