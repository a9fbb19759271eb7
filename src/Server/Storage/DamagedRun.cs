// A run folder that cannot be read: shown as failed with the reason, so that a person can mend or delete it.
namespace AttentionLab.Server.Storage;

public sealed class DamagedRun(string folder, string reason)
{
    public string Folder { get; } = folder;

    /// <summary>Nothing of it is known, so every number is 0.</summary>
    public RunInfo Info { get; } = new()
    {
        Id = Path.GetFileName(folder),
        Name = Path.GetFileName(folder),
        Status = RunStatus.Failed,
        Step = 0,
        Steps = 0,
        Parameters = 0,
        Preset = "unknown",
        Corpus = "unknown",
        Seed = 0,
        Engine = "unknown",
        Model = new()
        {
            Layers = 0,
            Heads = 0,
            Channels = 0,
            Context = 0,
            Dropout = 0,
            Mixer = Mixer.None,
            FeedForward = false,
            Residual = false,
            LayerNorm = false,
            Mask = false,
            Scale = false,
            Positions = false,
            Vocabulary = 0,
        },
        Training = new()
        {
            Batch = 0,
            Steps = 0,
            LearningRate = 0,
            MinLearningRate = 0,
            Warmup = 0,
            WeightDecay = 0,
            GradientClip = 0,
            EvalEvery = 0,
            EvalBatches = 0,
        },
        Probe = "",
        ProbeTokens = [],
        Message = $"The folder '{folder}' cannot be read: {reason}",
        Created = Directory.GetCreationTimeUtc(folder),
    };
}
