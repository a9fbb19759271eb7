// A small model with weights large enough that attention is far from uniform, and its text.
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

internal static class SmallModel
{
    public static readonly GptConfig Config = new() { Vocabulary = 13, Layers = 2, Heads = 3, Channels = 12, Context = 10 };

    public static readonly int[] Tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5, 12];

    /// <summary>The initial weights, thirty times as large.</summary>
    public static Gpt Make(GptConfig? config = null, long seed = 7)
    {
        var model = new Gpt(config ?? Config, seed);
        using var none = no_grad();
        foreach (var (_, parameter) in model.named_parameters())
            if (parameter.shape.Length == 2) parameter.mul_(30);
        model.eval();
        return model;
    }

    /// <summary>Logits (T, V) row by row.</summary>
    public static float[] Logits(Gpt model, int[] tokens)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        ComputingThread.Answers();
        return model.call(model.Batch(tokens)).data<float>().ToArray();
    }

    /// <summary>A text of 13 different letters with something to learn: each stands for the next ones.</summary>
    public static Corpus Corpus(int length = 2000) => Core.Corpus.FromText(
        "letters", "Letters", "text", string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 13 * (i / 200 % 3 + 1) % 13)))));

    public static readonly TrainingConfig Training = new() { Batch = 4, Steps = 60, LearningRate = 1e-2, MinLearningRate = 1e-3, Warmup = 5, EvalBatches = 3 };
}
