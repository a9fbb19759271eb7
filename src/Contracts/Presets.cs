// The rungs of the ladder and the sizes: the only place that sets their numbers.
namespace AttentionLab.Contracts;

/// <param name="Name">Used in requests.</param>
/// <param name="Title">For people.</param>
/// <param name="Summary">One sentence: what it shows.</param>
public sealed record Preset(string Name, string Title, string Summary, GptConfig Model, TrainingConfig Training);

public static class Presets
{
    public const string Default = "small";

    // The lecture's small experiments: 8 tokens of context, 32 channels, a constant learning rate.
    private static readonly GptConfig Bare = new()
    {
        Layers = 1,
        Heads = 1,
        Channels = 32,
        Context = 8,
        Activation = Activation.Relu,
        FeedForward = false,
        Residual = false,
        LayerNorm = false,
    };

    private static readonly TrainingConfig Lecture = new()
    {
        Batch = 32,
        Steps = 5000,
        LearningRate = 1e-3,
        MinLearningRate = 1e-3,
        Warmup = 0,
        WeightDecay = 0.01,
        GradientClip = 0,
        EvalEvery = 500,
        EvalBatches = 100,
    };

    public static IReadOnlyList<Preset> All { get; } =
    [
        new("tiny", "Tiny", "3 layers that see 8 tokens: words take shape within a minute.",
            new() { Layers = 3, Heads = 4, Channels = 32, Context = 8 },
            new() { Batch = 32, Steps = 5000, LearningRate = 5e-3, MinLearningRate = 5e-4, EvalEvery = 250, EvalBatches = 40 }),
        new("small", "Small", "4 layers of 4 heads that see 64 tokens: speakers, lines and real words in minutes.",
            new() { Layers = 4, Heads = 4, Channels = 128, Context = 64 },
            new() { Batch = 12, Steps = 2000, LearningRate = 3e-3, MinLearningRate = 3e-4, EvalEvery = 250, EvalBatches = 20 }),
        new("medium", "Medium", "6 layers of 6 heads that see 128 tokens: the best text for a machine without a GPU, at about fourteen times the work of small.",
            new() { Layers = 6, Heads = 6, Channels = 192, Context = 128 },
            new() { Batch = 16, Steps = 3000, LearningRate = 2e-3, MinLearningRate = 2e-4, EvalEvery = 250, EvalBatches = 8 }),
        new("scaled", "Scaled", "The lecture's last model, 10.8 million parameters and 256 tokens of context; it wants many hours or a GPU.",
            new() { Layers = 6, Heads = 6, Channels = 384, Context = 256, Dropout = 0.2, Activation = Activation.Relu },
            Lecture with { Batch = 64, LearningRate = 3e-4, MinLearningRate = 3e-4, EvalBatches = 2 }),
        new("bigram", "Bigram", "A table: each token alone guesses the next one.",
            Bare with { Layers = 0, Mixer = Mixer.None, Positions = false },
            Lecture with { LearningRate = 1e-2, MinLearningRate = 1e-2 }),
        new("average", "Average of the past", "Every token takes in all earlier ones with the same weight, 1/(t+1).",
            Bare with { Mixer = Mixer.Average }, Lecture),
        new("one-head", "One head", "Queries and keys decide who is listened to: the first self-attention.",
            Bare, Lecture),
        new("many-heads", "Many heads", "4 heads of 8 channels, side by side: several conversations at once.",
            Bare with { Heads = 4 }, Lecture),
        new("feed-forward", "+ feed-forward", "After listening, every token thinks about what it heard.",
            Bare with { Heads = 4, FeedForward = true, Widening = 1 }, Lecture),
        new("residual", "+ residual", "3 blocks, each added to a stream that gradients flow through unhindered, and a feed-forward four times as wide.",
            Bare with { Layers = 3, Heads = 4, FeedForward = true, Residual = true }, Lecture),
        new("layer-norm", "+ LayerNorm", "Normalised before every part, so that deep stacks train.",
            Bare with { Layers = 3, Heads = 4, FeedForward = true, Residual = true, LayerNorm = true }, Lecture),
        new("wavenet", "WaveNet", "The tree that attention replaced: neighbours are fused, then pairs, then pairs of pairs; nobody chooses whom to listen to.",
            Bare with { Layers = 3, Mixer = Mixer.Wavenet, LayerNorm = true, Positions = false }, Lecture),
    ];

    /// <summary>The preset of that name, or null.</summary>
    public static Preset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);
}
