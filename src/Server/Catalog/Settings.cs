// The contract's settings and the model's configurations, each turned into the other.
using AttentionLab.Client.Contracts;
using AttentionLab.Model;

namespace AttentionLab.Server.Catalog;

public static class Settings
{
    public static IReadOnlyList<string> Mixers { get; } = Names<Mixer>();
    public static IReadOnlyList<string> Activations { get; } = Names<Activation>();
    public static IReadOnlyList<string> Optimizers { get; } = Names<OptimizerKind>();

    public static string NameOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Null when there is none of that name.</summary>
    public static T? Parse<T>(string name) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => NameOf(value) == name).Select(value => (T?)value).FirstOrDefault();

    public static ModelSettings From(GptConfig config) => new()
    {
        Layers = config.Layers,
        Heads = config.Heads,
        Channels = config.Channels,
        Context = config.Context,
        Dropout = config.Dropout,
        Mixer = NameOf(config.Mixer),
        Activation = NameOf(config.Activation),
        FeedForward = config.FeedForward,
        Widening = config.Widening,
        Residual = config.Residual,
        LayerNorm = config.LayerNorm,
        Mask = config.Mask,
        Scale = config.Scale,
        Positions = config.Positions,
        AttentionBias = config.AttentionBias,
        TiedHead = config.TiedHead,
        HeadBias = config.HeadBias,
        Vocabulary = config.Vocabulary,
    };

    public static TrainingSettings From(TrainingConfig config) => new()
    {
        Batch = config.Batch,
        Steps = config.Steps,
        LearningRate = config.LearningRate,
        MinLearningRate = config.MinLearningRate,
        Warmup = config.Warmup,
        WeightDecay = config.WeightDecay,
        GradientClip = config.GradientClip,
        EvalEvery = config.EvalEvery,
        EvalBatches = config.EvalBatches,
        Optimizer = NameOf(config.Optimizer),
    };

    /// <exception cref="InvalidDataException">A name that this server does not know.</exception>
    public static GptConfig ToConfig(ModelSettings model) => new()
    {
        Layers = model.Layers,
        Heads = model.Heads,
        Channels = model.Channels,
        Context = model.Context,
        Dropout = model.Dropout,
        Mixer = Parse<Mixer>(model.Mixer) ?? throw new InvalidDataException($"mixer '{model.Mixer}' is not known"),
        Activation = Parse<Activation>(model.Activation) ?? throw new InvalidDataException($"activation '{model.Activation}' is not known"),
        FeedForward = model.FeedForward,
        Widening = model.Widening,
        Residual = model.Residual,
        LayerNorm = model.LayerNorm,
        Mask = model.Mask,
        Scale = model.Scale,
        Positions = model.Positions,
        AttentionBias = model.AttentionBias,
        TiedHead = model.TiedHead,
        HeadBias = model.HeadBias,
        Vocabulary = model.Vocabulary,
    };

    /// <exception cref="InvalidDataException">A name that this server does not know.</exception>
    public static TrainingConfig ToConfig(TrainingSettings training) => new()
    {
        Batch = training.Batch,
        Steps = training.Steps,
        LearningRate = training.LearningRate,
        MinLearningRate = training.MinLearningRate,
        Warmup = training.Warmup,
        WeightDecay = training.WeightDecay,
        GradientClip = training.GradientClip,
        EvalEvery = training.EvalEvery,
        EvalBatches = training.EvalBatches,
        Optimizer = Parse<OptimizerKind>(training.Optimizer) ?? throw new InvalidDataException($"optimizer '{training.Optimizer}' is not known"),
    };

    private static string[] Names<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(NameOf)];
}
