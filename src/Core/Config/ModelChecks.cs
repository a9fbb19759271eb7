// What is wrong with the shape of a model, every problem said so that it can be mended.
namespace AttentionLab.Core;

public static class ModelChecks
{
    extension(GptConfig config)
    {
        /// <summary>Trainable numbers.</summary>
        public long ParameterCount => WeightShapes.Of(config).Sum(weight => weight.Count);

        /// <summary>Every problem, not only the first; empty when the model can be built.</summary>
        public IReadOnlyList<ConfigProblem> Problems()
        {
            var problems = new List<ConfigProblem>();
            Sizes(problems, config);
            Ingredients(problems, config);
            return problems;
        }
    }

    private static void Sizes(List<ConfigProblem> problems, GptConfig config)
    {
        problems.Whole("model.vocabulary", config.Vocabulary, 1, ModelLimits.Vocabulary);
        problems.Whole("model.layers", config.Layers, 0, ModelLimits.Layers);
        problems.Whole("model.heads", config.Heads, 1, ModelLimits.Heads);
        problems.Whole("model.channels", config.Channels, 1, ModelLimits.Channels);
        problems.Whole("model.context", config.Context, 1, ModelLimits.Context);
        problems.Whole("model.widening", config.Widening, 1, ModelLimits.Widening);
        problems.Within("model.dropout", config.Dropout, 0, 0.9);
        problems.Defined("model.mixer", config.Mixer);
        problems.Defined("model.activation", config.Activation);
    }

    private static void Ingredients(List<ConfigProblem> problems, GptConfig config)
    {
        var (layers, heads, channels, mixer) = (config.Layers, config.Heads, config.Channels, config.Mixer);
        if (config.Attends && heads >= 1 && channels >= 1 && channels % heads != 0)
            problems.Add(new("model.channels", $"{channels} cannot be shared out evenly among {heads} heads; take a multiple of {heads}."));
        if (layers == 0 && mixer != Mixer.None && Enum.IsDefined(mixer))
            problems.Add(new("model.layers", $"0 layers is the bigram table, which mixes nothing; take at least 1 layer, or mixer none."));
        if (layers > 0 && mixer == Mixer.None && !config.FeedForward)
            problems.Add(new("model.mixer", "none without a feed-forward leaves the blocks empty; turn feedForward on, or take 0 layers."));
        if (config is { TiedHead: true, HeadBias: true })
            problems.Add(new("model.headBias", "a head that is tied to the embeddings has no bias; turn headBias off."));
        int reach = LevelsThatReach(config.Context);
        if (mixer == Mixer.Wavenet && layers > reach)
            problems.Add(new("model.layers", $"{layers} levels of fusion reach further than {config.Context} tokens of context; take at most {reach}, or more context."));
    }

    /// <summary>Levels of fusion that see all tokens of a context: 2^levels is at least as many.</summary>
    private static int LevelsThatReach(int context)
    {
        int levels = 1;
        while (1 << levels < context) levels++;
        return levels;
    }
}
