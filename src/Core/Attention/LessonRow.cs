// The lesson's row: four tokens of which the third asks, and the one it would like best lies in the future.
namespace AttentionLab.Core;

public static class LessonRow
{
    /// <summary>The querying token.</summary>
    public const int Token = 2;

    /// <summary>One head of one channel.</summary>
    public static readonly GptConfig Config = new() { Layers = 1, Heads = 1, Channels = 1, Context = 4, Vocabulary = 4 };

    /// <summary>Queries of 1 make every key its own affinity (T).</summary>
    internal static readonly float[] Affinities = [1, 1, 1, 8];

    /// <summary>(T): what the last token holds is nobody's affair, for its weight is 0.</summary>
    internal static readonly float[] Values = [3, 6, 0, 0];
}
