// What the form of a new run holds, and the request it becomes.
using AttentionLab.Client.Lessons;

namespace AttentionLab.Client.Controls.Train;

/// <summary>Null or blank means: as the preset has it; of the engine, as the lab has it. Nothing is checked here; the lab checks and names the field.</summary>
public sealed class NewRunDraft
{
    /// <summary>Keys of errors that the form shows at their fields.</summary>
    public static readonly string[] Fields = ["preset", "corpus", "task", "task.length", "task.symbols", "tokens.kind", "tokens.vocabulary", "engine", "name", "seed", "steps", "training.steps", "training.learningRate", "probe",
        "model.mask", "model.scale", "model.heads", "model.residual", "model.layerNorm", "model.feedForward", "model.positions", "model.dropout"];

    private const int LongestName = 100;

    public string Preset { get; set; } = "";
    public string Corpus { get; set; } = "";
    public string TokenKind { get; set; } = TokenChoice.Characters;
    public int? Vocabulary { get; set; }
    public int? TaskLength { get; set; }
    public int? TaskSymbols { get; set; }
    public string? Engine { get; set; }
    public string? Name { get; set; }
    public long? Seed { get; set; }
    public int? Steps { get; set; }
    public double? LearningRate { get; set; }
    public string? Probe { get; set; }

    /// <summary>Ingredients that were switched, by name. What the chosen preset cannot have is not asked for.</summary>
    public Dictionary<string, bool> Switches { get; } = [];
    public int? Heads { get; set; }
    public double? Dropout { get; set; }

    /// <summary>What was typed where a number belongs and cannot be read as one: a sentence for each, by the field's JSON name.</summary>
    public Dictionary<string, string> Unreadable { get; } = [];

    /// <summary>Whether anything beyond preset and corpus was given.</summary>
    public bool HasSettings => Name is not null || Seed is not null || Steps is not null || LearningRate is not null || Probe is not null;

    /// <summary>The chosen preset's model as it was changed here.</summary>
    public GptConfig ModelOf(PresetInfo preset)
    {
        var model = preset.Model;
        return model with
        {
            Mask = Switch(preset, "mask", model.Mask),
            Scale = Switch(preset, "scale", model.Scale),
            Residual = Switch(preset, "residual", model.Residual),
            LayerNorm = Switch(preset, "layerNorm", model.LayerNorm),
            FeedForward = Switch(preset, "feedForward", model.FeedForward),
            Positions = Switch(preset, "positions", model.Positions),
            Heads = Has(preset, "heads") ? Heads ?? model.Heads : model.Heads,
            Dropout = Has(preset, "dropout") ? Dropout ?? model.Dropout : model.Dropout,
        };
    }

    /// <param name="preset">The chosen one; null where there is none of that name, which the lab will say.</param>
    /// <param name="text">The chosen one: its title names a run whose ingredients were switched, and a task has sizes where a text has tokens.</param>
    public NewRun ToRequest(PresetInfo? preset, CorpusInfo? text = null) => new()
    {
        Preset = Preset,
        Corpus = Corpus,
        Task = text?.Task is not null && (TaskLength ?? TaskSymbols) is not null ? new() { Length = TaskLength, Symbols = TaskSymbols } : null,
        Tokens = text?.Task is null && TokenKind != TokenChoice.Characters ? new() { Kind = TokenKind, Vocabulary = Vocabulary } : null,
        Name = string.IsNullOrWhiteSpace(Name) ? NameOf(preset, text?.Title) : Name.Trim(),
        Seed = Seed,
        Steps = Steps,
        Probe = string.IsNullOrEmpty(Probe) ? null : Probe,
        Engine = Engine,
        Model = preset is null ? null : Overrides(preset.Model, ModelOf(preset)),
        Training = LearningRate is { } rate ? new TrainingOverrides { LearningRate = rate } : null,
    };

    /// <summary>Says what was switched; null leaves naming to the lab.</summary>
    private string? NameOf(PresetInfo? preset, string? text)
    {
        if (preset is null || text is null || IngredientWords.Differences(preset.Model, ModelOf(preset)) is not { Length: > 0 } differences) return null;
        string name = $"{preset.Title}, {differences} on {text}";
        return name.Length <= LongestName ? name : null;
    }

    private static ModelOverrides? Overrides(GptConfig preset, GptConfig model)
    {
        if (IngredientWords.Changed(preset, model).Count == 0) return null;
        return new()
        {
            Mask = Changed(preset.Mask, model.Mask),
            Scale = Changed(preset.Scale, model.Scale),
            Residual = Changed(preset.Residual, model.Residual),
            LayerNorm = Changed(preset.LayerNorm, model.LayerNorm),
            FeedForward = Changed(preset.FeedForward, model.FeedForward),
            Positions = Changed(preset.Positions, model.Positions),
            Heads = Changed(preset.Heads, model.Heads),
            Dropout = Changed(preset.Dropout, model.Dropout),
        };
    }

    private static T? Changed<T>(T preset, T model) where T : struct => preset.Equals(model) ? null : model;

    private static bool Has(PresetInfo preset, string name) => preset.Ingredients.Any(ingredient => ingredient.Name == name && ingredient.Absent is null);

    private bool Switch(PresetInfo preset, string name, bool otherwise) => Has(preset, name) && Switches.TryGetValue(name, out bool on) ? on : otherwise;
}
