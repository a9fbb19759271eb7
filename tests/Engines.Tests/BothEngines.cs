// The two engines in one process, and what both are asked: small models of every preset, trained far enough that their attention is uneven.
using AttentionLab.Engines.Managed;

namespace AttentionLab.Engines.Tests;

internal static class BothEngines
{
    public const long Seed = 5;

    private static readonly Lazy<IEngine> Loaded = new(() => AttentionLab.Engines.TorchSharp.TorchSharpEngine.Load("cpu", Path.Combine(Path.GetTempPath(), "attentionlab-tests", Environment.UserName)).Engine);

    public static IEngine Managed { get; } = ManagedEngine.Create();

    public static IEngine TorchSharp => Loaded.Value;

    /// <summary>Verses with something to learn, of few letters.</summary>
    public static Corpus Corpus { get; } = Corpus.FromText("verses", "Verses", "text", string.Concat(Enumerable.Range(0, 120).Select(i => $"{"abcde"[i % 5]} meets {"fghij"[i * 7 % 5]} at {"klmno"[i * 3 % 5]}.\n")));

    public static int[] Tokens { get; } = Corpus.Tokenizer.Encode("c meets f");

    /// <summary>Every rung and size, its layers and ingredients whole and its numbers few; and what no preset has.</summary>
    public static IReadOnlyDictionary<string, GptConfig> Models { get; } = Presets.All.ToDictionary(preset => preset.Name, preset => Small(preset.Model)).Concat(new Dictionary<string, GptConfig>
    {
        ["gpt-2"] = Small(new() { Layers = 2, Activation = Activation.GeluTanh, AttentionBias = true, TiedHead = true, HeadBias = false }),
        ["unmasked"] = Small(new() { Layers = 2, Mask = false, Scale = false }),
        ["average-residual"] = Small(new() { Layers = 2, Mixer = Mixer.Average }),
    }).ToDictionary();

    public static IEnumerable<object[]> Names => Models.Keys.Select(name => new object[] { name });

    public static TrainingConfig Training { get; } = new() { Batch = 4, Steps = 100, LearningRate = 3e-3, MinLearningRate = 3e-4, Warmup = 10, EvalBatches = 2 };

    /// <summary>Weights that the managed engine came to in sixty steps.</summary>
    public static WeightSnapshot Weights(string model)
    {
        using var trainer = Managed.Train(Models[model], Training with { LearningRate = 2e-2, MinLearningRate = 2e-2 }, Corpus, Seed, 1);
        for (int step = 0; step < 60; step++) trainer.Step();
        return trainer.Snapshot();
    }

    public static byte[] Saved(ITrainer trainer)
    {
        var stream = new MemoryStream();
        trainer.Save(stream);
        return stream.ToArray();
    }

    public static ITrainer Resume(IEngine engine, byte[] checkpoint, GptConfig config, TrainingConfig training) =>
        engine.Resume(new MemoryStream(checkpoint), config, training, Corpus, Seed, 1);

    private static GptConfig Small(GptConfig config) => config with
    {
        Vocabulary = Corpus.Tokenizer.Vocabulary,
        Context = Math.Min(config.Context, 12),
        Channels = 6 * config.Heads <= 36 ? 6 * config.Heads : 24,
        Dropout = 0,
    };
}
