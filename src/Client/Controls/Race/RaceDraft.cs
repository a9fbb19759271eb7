// What the form of a new race holds, and the request it becomes.
using AttentionLab.Client.Controls.Train;

namespace AttentionLab.Client.Controls.Race;

/// <summary>Null or blank means: as the first racer's preset has it. Nothing is checked here; the lab checks and names the field.</summary>
public sealed class RaceDraft
{
    /// <summary>Keys of errors that the form shows at their fields, beside those of the racers.</summary>
    public static readonly string[] Fields = ["corpus", "name", "steps", "seed", "probe", "batch", "context"];

    /// <summary>Preset, engine and switches of each racer.</summary>
    public List<NewRunDraft> Lanes { get; } = [];
    public string Corpus { get; set; } = "";
    public string? Name { get; set; }
    public int? Steps { get; set; }
    public long? Seed { get; set; }
    public string? Probe { get; set; }
    public int? Batch { get; set; }
    public int? Context { get; set; }

    /// <summary>What was typed into number fields and is no number, by field; those of racers by their own draft's.</summary>
    public Dictionary<string, string> Unreadable { get; } = [];

    /// <summary>Refuses what cannot be read; null where everything can.</summary>
    public LabException? Unread()
    {
        var all = Unreadable.Concat(Lanes.SelectMany((lane, i) => lane.Unreadable.Select(wrong => KeyValuePair.Create($"racers[{i}].{wrong.Key}", wrong.Value)))).ToDictionary();
        return all.Count == 0 ? null : new LabException(Refusal.Invalid, all.Values.First(), all);
    }

    public void Take(RaceIdea idea)
    {
        Lanes.Clear();
        Lanes.AddRange(idea.Lanes.Select(lane => lane.ToDraft()));
    }

    /// <summary>A model that was built by hand against the preset it began with; what all racers share is as it was built.</summary>
    public void Take(NewRunDraft built)
    {
        (Corpus, Steps, Seed, Probe, Batch, Context) = (built.Corpus, built.Steps, built.Seed, built.Probe, built.Batch, built.Context);
        Lanes.Clear();
        Lanes.Add(built.With(racer => (racer.Corpus, racer.Steps, racer.Seed, racer.Probe, racer.Batch, racer.Context) = ("", null, null, null, null, null)));
        Lanes.Add(new() { Preset = built.Preset, Engine = built.Engine });
    }

    public NewRace ToRequest(PresetCatalog catalog) => new()
    {
        Name = string.IsNullOrWhiteSpace(Name) ? RaceIdea.For(catalog).FirstOrDefault(idea => idea.Is(Lanes, catalog))?.Title : Name.Trim(),
        Corpus = Corpus,
        Steps = Steps,
        Seed = Seed,
        Probe = string.IsNullOrEmpty(Probe) ? null : Probe,
        Batch = Batch,
        Context = Context,
        Racers = [.. Lanes.Select(lane => ToRacer(lane.ToRequest(catalog.Presets.FirstOrDefault(preset => preset.Name == lane.Preset))))],
    };

    /// <summary>What the lab said about one racer, as its own fields are called.</summary>
    public static LabException? RefusalOf(LabException? refusal, int lane)
    {
        string prefix = $"racers[{lane}].";
        var own = refusal?.Errors.Where(error => error.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(error => error.Key[prefix.Length..], error => error.Value);
        return own is { Count: > 0 } ? new LabException(refusal!.Refusal, refusal.Message, own) : null;
    }

    private static NewRacer ToRacer(NewRun run) => new() { Name = run.Name, Preset = run.Preset, Engine = run.Engine, Model = run.Model, Training = run.Training };
}
