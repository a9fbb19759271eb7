// Works the lesson's row with the engine, as a model would.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class LessonRowCapture
{
    /// <summary>Affinities 1, 1, 1, 8 and values 3, 6, 0, masked as a model masks them.</summary>
    public static HeadCapture Compute()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        int tokens = LessonRow.Affinities.Length;
        var query = ones(tokens, 1); // (T, D)
        var key = tensor(LessonRow.Affinities, [tokens, 1]); // (T, D)
        var value = tensor(LessonRow.Values, [tokens, 1]); // (T, D)
        var explicitly = ExplicitAttention.Compute(query, key, value, LessonRow.Config.Scale, LessonRow.Config.Mask);
        return new HeadCapture
        {
            Input = [],
            Query = Accelerator.Read(query),
            Key = LessonRow.Affinities,
            Value = LessonRow.Values,
            Raw = Accelerator.Read(explicitly.Raw),
            Scaled = Accelerator.Read(explicitly.Scaled),
            Weights = Accelerator.Read(explicitly.Weights),
            Output = Accelerator.Read(explicitly.Output),
        };
    }
}
