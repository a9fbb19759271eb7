// What a checkpoint says of a run beside its tensors.
using System.Globalization;

namespace AttentionLab.Core;

/// <param name="DropoutByPart">Whether every part of the network drops from a stream of its own; not so in checkpoints of version 0.1, whose runs go on as that version would have.</param>
internal sealed record TrainingState(int Step, long Seed, double LearningRateScale, string CorpusSha256, GptConfig Model, TrainingConfig Training, bool DropoutByPart)
{
    private const string Seeds = "seed", Scale = "learningRateScale", Text = "corpus", ModelKey = "model", TrainingKey = "training", Dropout = "dropout", ByPart = "by part", ByStep = "by step";

    public Dictionary<string, string> ToMetadata() => new()
    {
        [WeightSnapshot.StepKey] = Step.ToString(CultureInfo.InvariantCulture),
        [Seeds] = Seed.ToString(CultureInfo.InvariantCulture),
        [Scale] = LearningRateScale.ToString("R", CultureInfo.InvariantCulture),
        [Text] = CorpusSha256,
        [ModelKey] = ConfigJson.Write(Model),
        [TrainingKey] = ConfigJson.Write(Training),
        [Dropout] = DropoutByPart ? ByPart : ByStep,
    };

    /// <exception cref="ModelException">The entries are missing or malformed.</exception>
    public static TrainingState FromMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            return new(
                int.Parse(metadata[WeightSnapshot.StepKey], NumberStyles.None, CultureInfo.InvariantCulture),
                long.Parse(metadata[Seeds], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                double.Parse(metadata[Scale], NumberStyles.Float, CultureInfo.InvariantCulture),
                metadata[Text],
                ConfigJson.Read<GptConfig>(metadata[ModelKey]),
                ConfigJson.Read<TrainingConfig>(metadata[TrainingKey]),
                metadata.GetValueOrDefault(Dropout) == ByPart);
        }
        catch (Exception error) when (error is KeyNotFoundException or FormatException or OverflowException)
        {
            throw new ModelException($"The checkpoint does not describe a training run ({error.Message}); it may hold weights only.", "checkpoint", error);
        }
    }

    /// <summary>The run must be the same one; only how long it is and how often it is measured may differ.</summary>
    /// <exception cref="ModelException">It is another one.</exception>
    public void Require(GptConfig model, TrainingConfig training, Corpus corpus, long seed)
    {
        if (Model != model) throw Other("model", ConfigJson.Write(Model), ConfigJson.Write(model));
        if (Training.Batch != training.Batch) throw Other("training.batch", $"{Training.Batch}", $"{training.Batch}");
        if (Training.Optimizer != training.Optimizer) throw Other("training.optimizer", $"{Training.Optimizer}", $"{training.Optimizer}");
        if (CorpusSha256 != corpus.Sha256) throw Other("corpus", $"SHA-256 {CorpusSha256}", $"'{corpus.Title}' with SHA-256 {corpus.Sha256}");
        if (Seed != seed) throw Other("seed", $"{Seed}", $"{seed}");
    }

    private static ModelException Other(string key, string saved, string given) =>
        new($"The checkpoint was written with {key} {saved}; the run has {given}. They must be equal to go on.", key);
}
