// A checkpoint written anew for a run that starts from it: the same weights and moments, under settings of its own.
namespace AttentionLab.Core;

public static class CheckpointFork
{
    /// <summary>Copies a checkpoint; what the fork may change is how it trains, its seed, and ingredients that have no weights.</summary>
    /// <returns>The factor on the schedule's learning rate, as <see cref="ITrainer.LearningRateScale"/>.</returns>
    /// <exception cref="ModelException">It is no checkpoint of a training run, or one whose weights or moments the fork cannot go on with.</exception>
    public static double Write(Stream from, Stream to, GptConfig config, TrainingConfig training, Corpus corpus, long seed)
    {
        var file = Safetensors.Read(from);
        var state = TrainingState.FromMetadata(file.Metadata);
        if (WithoutFreeIngredients(state.Model) != WithoutFreeIngredients(config))
            throw new ModelException($"The checkpoint is of a model {ConfigJson.Write(state.Model)}; a fork may change its dropout, mask and scale, for only these have no weights, and not to {ConfigJson.Write(config)}.", "model");
        if (state.Training.Optimizer != training.Optimizer)
            throw new ModelException($"The checkpoint holds the moments of {state.Training.Optimizer}; a fork goes on with that optimizer, not with {training.Optimizer}.", "training.optimizer");
        // A learning rate that was changed on the way stays, unless the fork has one of its own.
        double scale = state.Training.LearningRate == training.LearningRate ? state.LearningRateScale : 1;
        var forked = state with { Seed = seed, LearningRateScale = scale, CorpusSha256 = corpus.Sha256, Model = config, Training = training };
        new Safetensors(file.Tensors, forked.ToMetadata()).Write(to);
        return scale;
    }

    private static GptConfig WithoutFreeIngredients(GptConfig config) => config with { Dropout = 0, Mask = true, Scale = true };
}
