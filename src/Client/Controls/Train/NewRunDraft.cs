// What the form of a new run holds, and the request it becomes.
using System.Text.Json.Serialization;
using AttentionLab.Client.Controls.Build;
using AttentionLab.Client.Layout;
using AttentionLab.Client.Lessons;

namespace AttentionLab.Client.Controls.Train;

/// <summary>Null or blank means: as the preset has it; of the engine, as the lab has it. Nothing is checked here; the lab checks and names the field.</summary>
public sealed class NewRunDraft
{
    /// <summary>Keys of errors that a racer's form shows at its fields.</summary>
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
    public string? Probe { get; set; }

    /// <summary>Ingredients that were switched, by name. What the model cannot have is not asked for.</summary>
    [JsonInclude] public Dictionary<string, bool> Switches { get; private set; } = [];
    public int? Layers { get; set; }
    public int? Heads { get; set; }
    public int? Channels { get; set; }
    public int? Context { get; set; }
    public double? Dropout { get; set; }
    public Mixer? Mixer { get; set; }
    public Activation? Activation { get; set; }
    public int? Widening { get; set; }

    public int? Batch { get; set; }
    public int? Steps { get; set; }
    public double? LearningRate { get; set; }
    public double? MinLearningRate { get; set; }
    public int? Warmup { get; set; }
    public double? WeightDecay { get; set; }
    public double? GradientClip { get; set; }
    public int? EvalEvery { get; set; }
    public int? EvalBatches { get; set; }
    public OptimizerKind? Optimizer { get; set; }

    /// <summary>What was typed where a number belongs and cannot be read as one: a sentence for each, by the field's JSON name.</summary>
    [JsonInclude] public Dictionary<string, string> Unreadable { get; private set; } = [];

    /// <summary>The same as it was typed, so that it stands in its field again.</summary>
    [JsonInclude] public Dictionary<string, string> Typed { get; private set; } = [];

    /// <summary>Whether it is filled in as a diagram of the model, where every number stands.</summary>
    public bool IsBuilt { get; set; }

    /// <summary>What was asked for and is not there, as a sentence; null where all is.</summary>
    public string? Notice { get; set; }

    /// <summary>What a form begins with.</summary>
    public static NewRunDraft From(NewRunStart start, ILab lab)
    {
        var catalog = lab.Presets;
        bool knowsPreset = catalog.Presets.Any(preset => preset.Name == start.Preset), knowsCorpus = lab.Corpora.Any(corpus => corpus.Id == start.Corpus);
        var off = start.Without?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return new()
        {
            Preset = knowsPreset ? start.Preset! : catalog.Default,
            Corpus = knowsCorpus ? start.Corpus! : catalog.DefaultCorpus,
            Switches = off.Distinct().ToDictionary(name => name, _ => false),
            IsBuilt = start.Built || off.Length > 0,
            Notice = !knowsPreset && !string.IsNullOrEmpty(start.Preset) ? $"There is no model “{start.Preset}”; the default is chosen."
                : !knowsCorpus && !string.IsNullOrEmpty(start.Corpus) ? $"There is no text “{start.Corpus}”; the default is chosen." : null,
        };
    }

    /// <summary>Whether model or training are others than the preset's.</summary>
    public bool IsChanged(PresetInfo? preset) => Unreadable.Count > 0 || (preset is not null && Differences(preset).Length > 0);

    /// <summary>A draft like this one, with something changed.</summary>
    public NewRunDraft With(Action<NewRunDraft> change)
    {
        var copy = (NewRunDraft)MemberwiseClone();
        (copy.Switches, copy.Unreadable, copy.Typed) = (new(Switches), new(Unreadable), new(Typed));
        change(copy);
        return copy;
    }

    /// <summary>Leaves model and training as the preset has them; name, text, tokens, engine, seed and probe stay.</summary>
    public void Reset()
    {
        Switches.Clear();
        foreach (string key in Unreadable.Keys.Where(key => key.StartsWith("model.", StringComparison.Ordinal) || key.StartsWith("training.", StringComparison.Ordinal)).ToList())
        {
            Unreadable.Remove(key);
            Typed.Remove(key);
        }
        (Layers, Heads, Channels, Context, Dropout, Mixer, Activation, Widening) = (null, null, null, null, null, null, null, null);
        (Batch, Steps, LearningRate, MinLearningRate, Warmup, WeightDecay, GradientClip, EvalEvery, EvalBatches, Optimizer) = (null, null, null, null, null, null, null, null, null, null);
    }

    /// <summary>The chosen preset's model as it was changed here.</summary>
    public GptConfig ModelOf(PresetInfo preset)
    {
        var model = preset.Model with
        {
            Layers = Layers ?? preset.Model.Layers,
            Channels = Channels ?? preset.Model.Channels,
            Context = Context ?? preset.Model.Context,
            Mixer = Mixer ?? preset.Model.Mixer,
        };
        model = model with
        {
            FeedForward = Switch(preset, model, ModelParts.FeedForward, model.FeedForward),
            TiedHead = Switch(preset, model, ModelParts.TiedHead, model.TiedHead),
        };
        return model with
        {
            Mask = Switch(preset, model, "mask", model.Mask),
            Scale = Switch(preset, model, "scale", model.Scale),
            Residual = Switch(preset, model, "residual", model.Residual),
            LayerNorm = Switch(preset, model, "layerNorm", model.LayerNorm),
            Positions = Switch(preset, model, "positions", model.Positions),
            AttentionBias = Switch(preset, model, ModelParts.AttentionBias, model.AttentionBias),
            HeadBias = !model.TiedHead && Switch(preset, model, ModelParts.HeadBias, model.HeadBias),
            Heads = ModelParts.Has(model, "heads") ? Heads ?? model.Heads : model.Heads,
            Dropout = ModelParts.Has(model, "dropout") ? Dropout ?? model.Dropout : model.Dropout,
            Activation = ModelParts.Has(model, "activation") ? Activation ?? model.Activation : model.Activation,
            Widening = ModelParts.Has(model, "widening") ? Widening ?? model.Widening : model.Widening,
        };
    }

    /// <param name="preset">The chosen one; null where there is none of that name, which the lab will say.</param>
    /// <param name="text">The chosen one: its title names a run whose model was changed, and a task has sizes where a text has tokens.</param>
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
        Training = Trained == new TrainingOverrides() ? null : Trained,
    };

    private TrainingOverrides Trained => new()
    {
        Batch = Batch,
        LearningRate = LearningRate,
        MinLearningRate = MinLearningRate,
        Warmup = Warmup,
        WeightDecay = WeightDecay,
        GradientClip = GradientClip,
        EvalEvery = EvalEvery,
        EvalBatches = EvalBatches,
        Optimizer = NameOf(Optimizer),
    };

    /// <summary>Why a race cannot take it as it is; null where it can.</summary>
    public string? CannotRace(PresetInfo preset) =>
        Unreadable.Count > 0 ? "Mend what is marked first" :
        !IsChanged(preset) ? $"Change something first: it races against “{preset.Title}” as it is" :
        TokenKind != TokenChoice.Characters || (TaskLength ?? TaskSymbols) is not null ? "A race takes texts in characters, and tasks in their usual size" :
        (EvalEvery ?? EvalBatches) is not null ? "All racers are estimated alike, in the race’s own rhythm: leave both fields of the estimate as they were" : null;

    /// <summary>What was changed beside the ingredients, which a racer shows as switches.</summary>
    public string BuiltDifferences(PresetInfo preset) =>
        string.Join(", ", ModelParts.Differences(preset.Model, ModelOf(preset) with { Context = preset.Model.Context }).Append(Trained with { Batch = null } == new TrainingOverrides() ? "" : "training").Where(words => words.Length > 0));

    /// <summary>What was changed, in words: "3 layers, no mask, training"; empty where nothing was.</summary>
    public string Differences(PresetInfo preset) => string.Join(", ", new[] { ModelDifferences(preset), Steps is null && Trained == new TrainingOverrides() ? "" : "training" }.Where(words => words.Length > 0));

    private string ModelDifferences(PresetInfo preset)
    {
        var model = ModelOf(preset);
        return string.Join(", ", ModelParts.Differences(preset.Model, model).Append(IngredientWords.Differences(preset.Model, model)).Where(words => words.Length > 0));
    }

    /// <summary>Says what was changed of the model; null leaves naming to the lab.</summary>
    private string? NameOf(PresetInfo? preset, string? text)
    {
        if (preset is null || text is null || ModelDifferences(preset) is not { Length: > 0 } differences) return null;
        string name = $"{preset.Title}, {differences} on {text}";
        return name.Length <= LongestName ? name : $"{preset.Title}, changed, on {text}" is { Length: <= LongestName } shorter ? shorter : null;
    }

    private static ModelOverrides? Overrides(GptConfig preset, GptConfig model)
    {
        if (preset == model) return null;
        return new()
        {
            Layers = Changed(preset.Layers, model.Layers),
            Channels = Changed(preset.Channels, model.Channels),
            Context = Changed(preset.Context, model.Context),
            Mixer = NameOf(Changed(preset.Mixer, model.Mixer)),
            Activation = NameOf(Changed(preset.Activation, model.Activation)),
            Widening = Changed(preset.Widening, model.Widening),
            Mask = Changed(preset.Mask, model.Mask),
            Scale = Changed(preset.Scale, model.Scale),
            Residual = Changed(preset.Residual, model.Residual),
            LayerNorm = Changed(preset.LayerNorm, model.LayerNorm),
            FeedForward = Changed(preset.FeedForward, model.FeedForward),
            Positions = Changed(preset.Positions, model.Positions),
            AttentionBias = Changed(preset.AttentionBias, model.AttentionBias),
            TiedHead = Changed(preset.TiedHead, model.TiedHead),
            HeadBias = Changed(preset.HeadBias, model.HeadBias),
            Heads = Changed(preset.Heads, model.Heads),
            Dropout = Changed(preset.Dropout, model.Dropout),
        };
    }

    private static string? NameOf<T>(T? choice) where T : struct, Enum => choice?.ToString().ToLowerInvariant();

    private static T? Changed<T>(T preset, T model) where T : struct => preset.Equals(model) ? null : model;

    /// <summary>As it was switched, where the model has it and the preset does not say that it cannot.</summary>
    private bool Switch(PresetInfo preset, GptConfig model, string name, bool otherwise) =>
        Switches.TryGetValue(name, out bool on) && ModelParts.Has(model, name) && (model.Mixer != preset.Model.Mixer || model.Layers != preset.Model.Layers || preset.Ingredients.All(one => one.Name != name || one.Absent is null)) ? on : otherwise;
}
