// The lesson's row, worked by the engine: four tokens of which the third asks, and the one it would like best lies in the future.
using static TorchSharp.torch;

namespace AttentionLab.Model;

public static class LessonRow
{
    /// <summary>The querying token.</summary>
    public const int Token = 2;

    /// <summary>One head of one channel.</summary>
    public static readonly GptConfig Config = new() { Layers = 1, Heads = 1, Channels = 1, Context = 4, Vocabulary = 4 };

    // Queries of 1 make every key its own affinity. What the last token holds is nobody's affair: its weight is 0.
    private static readonly float[] Affinities = [1, 1, 1, 8], Values = [3, 6, 0, 0];

    /// <summary>Affinities 1, 1, 1, 8 and values 3, 6, 0, masked as a model masks them.</summary>
    public static HeadCapture Compute()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        int tokens = Affinities.Length;
        var query = ones(tokens, 1); // (T, D)
        var key = tensor(Affinities, [tokens, 1]); // (T, D)
        var value = tensor(Values, [tokens, 1]); // (T, D)
        var explicitly = ExplicitAttention.Compute(query, key, value, Config.Scale, Config.Mask);
        return new HeadCapture
        {
            Input = [],
            Query = Accelerator.Read(query),
            Key = Affinities,
            Value = Values,
            Raw = Accelerator.Read(explicitly.Raw),
            Scaled = Accelerator.Read(explicitly.Scaled),
            Weights = Accelerator.Read(explicitly.Weights),
            Output = Accelerator.Read(explicitly.Output),
        };
    }
}
