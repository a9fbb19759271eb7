// Whether the record of an imported run is one that this lab can list, look into and go on with.
using System.Text.Json;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

internal static class RecordCheck
{
    private const int LongestText = 200, LongestMessage = 2_000, LongestSample = 1 << 20, MostProbes = 1_000;
    private static readonly JsonSerializerOptions Strict = new(StoreJson.Indented) { RespectNullableAnnotations = true };

    /// <exception cref="LabException">It is not; the message names the field.</exception>
    public static RunRecord Read(string path)
    {
        RunRecord record;
        try
        {
            using var file = File.OpenRead(path);
            using var json = JsonDocument.Parse(file);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out int version))
                throw ImportRefusal.Because("run.json names no format, so it is no record of a run.");
            if (version != RunRecord.CurrentFormat)
                throw ImportRefusal.Because($"run.json has format {version}, of another version of the lab; this one reads {RunRecord.CurrentFormat}. Export the run with the same version, or update this lab.");
            record = json.RootElement.Deserialize<RunRecord>(Strict)!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw ImportRefusal.Because($"run.json cannot be read: {e.Message}");
        }
        try
        {
            Check(record);
            return record;
        }
        catch (Exception e) when (e is LabException or ModelException or InvalidDataException or NullReferenceException or ArgumentException)
        {
            throw ImportRefusal.Because($"run.json is not sound: {(e is NullReferenceException ? "an entry of one of its lists is null." : e.Message)}");
        }
    }

    private static void Check(RunRecord record)
    {
        var errors = new FieldErrors();
        Names.Check(record.Name, errors);
        if (record.Tags is { } tags && RunTags.Problem(RunTags.Tidy(tags)) is { } problem) errors.Add("tags", problem);
        Within("preset", record.Preset.Length, LongestText, errors);
        Within("corpus", Math.Max(record.Corpus.Id.Length, Math.Max(record.Corpus.Title.Length, record.Corpus.Sha256.Length)), LongestText, errors);
        Within("message", record.Message?.Length ?? 0, LongestMessage, errors);
        Within("origin", record.Origin?.Length ?? 0, LongestText, errors);
        Within("engine", Math.Max(Math.Max(record.Engine.Length, record.Device?.Length ?? 0), record.EngineTitle?.Length ?? 0), LongestText, errors);
        if (record.Threads is { } threads and (< 1 or > LabOptions.MostThreads)) errors.Add("threads", RangeText.NotWhole(threads, 1, LabOptions.MostThreads));
        Within("server", record.Server?.Length ?? 0, LongestText, errors);
        Within("sample", record.Sample?.Text.Length ?? 0, LongestSample, errors);
        Within("probes", record.Probes.Count, MostProbes, errors);
        if (!Enum.IsDefined(record.Status)) errors.Add("status", $"{record.Status} is not known.");
        var model = record.Model;
        errors.Add(model.Problems());
        if (record.Origin is null || record.Status != RunStatus.Finished) errors.Add(record.Training.Problems()); // a foreign model was not trained by settings of ours
        if (record.LearningRate is { } rate && !(rate > 0 && rate <= ModelLimits.LearningRate)) errors.Add("learningRate", $"{rate} is not allowed.");
        if (record.Step < 0 || record.Step > record.Training.Steps || record.Training.Steps > ModelLimits.Steps) errors.Add("step", $"{record.Step} of {record.Training.Steps} is not allowed; a run has 0 to {ModelLimits.Steps} steps.");
        errors.ThrowIfAny();

        if (record.Parameters != model.ParameterCount) errors.Add("parameters", $"{record.Parameters} is wrong: this model has {model.ParameterCount}.");
        var tokenizer = record.Tokenizer?.Open() ?? CharacterTokenizer.FromSymbols(record.Symbols ?? throw new InvalidDataException("it names no tokenizer."));
        if (tokenizer.Vocabulary != model.Vocabulary) errors.Add("tokenizer", $"it has {tokenizer.Vocabulary} tokens; the model has a vocabulary of {model.Vocabulary}.");
        if (record.Probes.Count == 0) errors.Add("probes", "there is no probe text.");
        foreach (var probe in record.Probes) Probes.Check(probe.Text, tokenizer, model.Context, errors);
        errors.ThrowIfAny();
    }

    private static void Within(string field, int length, int most, FieldErrors errors)
    {
        if (length > most) errors.Add(field, $"it has a length of {RangeText.Number(length)}; at most {RangeText.Number(most)} is allowed.");
    }
}
