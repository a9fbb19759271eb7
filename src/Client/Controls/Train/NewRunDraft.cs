// What the form of a new run holds, and the request it becomes.
using AttentionLab.Client.Contracts;

namespace AttentionLab.Client.Controls.Train;

/// <summary>Null or blank means: as the preset has it. Nothing is checked here; the lab checks and names the field.</summary>
public sealed class NewRunDraft
{
    /// <summary>Keys of errors that the form shows at their fields.</summary>
    public static readonly string[] Fields = ["preset", "corpus", "name", "seed", "steps", "training.steps", "training.learningRate", "probe"];

    public string Preset { get; set; } = "";
    public string Corpus { get; set; } = "";
    public string? Name { get; set; }
    public long? Seed { get; set; }
    public int? Steps { get; set; }
    public double? LearningRate { get; set; }
    public string? Probe { get; set; }

    /// <summary>Whether anything beyond preset and corpus was given.</summary>
    public bool HasSettings => Name is not null || Seed is not null || Steps is not null || LearningRate is not null || Probe is not null;

    public NewRun ToRequest() => new()
    {
        Preset = Preset,
        Corpus = Corpus,
        Name = string.IsNullOrWhiteSpace(Name) ? null : Name.Trim(),
        Seed = Seed,
        Steps = Steps,
        Probe = string.IsNullOrEmpty(Probe) ? null : Probe,
        Training = LearningRate is { } rate ? new TrainingOverrides { LearningRate = rate } : null,
    };
}
