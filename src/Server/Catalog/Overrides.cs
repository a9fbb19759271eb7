// What a request changes of a preset.
using AttentionLab.Client.Contracts;
using AttentionLab.Model;

namespace AttentionLab.Server.Catalog;

public static class Overrides
{
    public static GptConfig Apply(GptConfig preset, ModelOverrides asked, FieldErrors errors) => preset with
    {
        Layers = asked.Layers ?? preset.Layers,
        Heads = asked.Heads ?? preset.Heads,
        Channels = asked.Channels ?? preset.Channels,
        Context = asked.Context ?? preset.Context,
        Dropout = asked.Dropout ?? preset.Dropout,
        Mixer = Named(asked.Mixer, preset.Mixer, "model.mixer", Settings.Mixers, errors),
        Activation = Named(asked.Activation, preset.Activation, "model.activation", Settings.Activations, errors),
        FeedForward = asked.FeedForward ?? preset.FeedForward,
        Residual = asked.Residual ?? preset.Residual,
        LayerNorm = asked.LayerNorm ?? preset.LayerNorm,
        Mask = asked.Mask ?? preset.Mask,
        Scale = asked.Scale ?? preset.Scale,
        Positions = asked.Positions ?? preset.Positions,
    };

    public static TrainingConfig Apply(TrainingConfig preset, TrainingOverrides asked, FieldErrors errors) => preset with
    {
        Batch = asked.Batch ?? preset.Batch,
        Steps = asked.Steps ?? preset.Steps,
        LearningRate = asked.LearningRate ?? preset.LearningRate,
        MinLearningRate = asked.MinLearningRate ?? preset.MinLearningRate,
        Warmup = asked.Warmup ?? preset.Warmup,
        WeightDecay = asked.WeightDecay ?? preset.WeightDecay,
        GradientClip = asked.GradientClip ?? preset.GradientClip,
        EvalEvery = asked.EvalEvery ?? preset.EvalEvery,
        EvalBatches = asked.EvalBatches ?? preset.EvalBatches,
        Optimizer = Named(asked.Optimizer, preset.Optimizer, "training.optimizer", Settings.Optimizers, errors),
    };

    /// <summary>Numbers that hang on another follow it where the request leaves them out: the last learning rate stays in proportion to the highest, the warm-up is at most a tenth of the steps.</summary>
    public static TrainingConfig Follow(TrainingConfig training, TrainingConfig preset, TrainingOverrides asked)
    {
        if (asked.MinLearningRate is null && training.LearningRate != preset.LearningRate)
            training = training with { MinLearningRate = preset.MinLearningRate / preset.LearningRate * training.LearningRate };
        if (asked.Warmup is null && training.Steps < preset.Steps)
            training = training with { Warmup = Math.Min(training.Warmup, training.Steps / 10) };
        return training;
    }

    private static T Named<T>(string? asked, T preset, string field, IReadOnlyList<string> allowed, FieldErrors errors) where T : struct, Enum
    {
        if (asked is null) return preset;
        if (Settings.Parse<T>(asked) is { } value) return value;
        errors.Add(field, $"'{asked}' is not known; it must be one of {string.Join(", ", allowed)}.");
        return preset;
    }
}
