// The regular forms of verbs and nouns.
namespace AttentionLab.Core;

internal static class Inflection
{
    /// <summary>praises, carries, watches; pearls, berries, torches.</summary>
    public static string WithS(string word) => EndsInConsonantY(word) ? word[..^1] + "ies" : Hisses(word) ? word + "es" : word + "s";

    /// <summary>praised, carried, watched.</summary>
    public static string Past(string verb) => EndsInConsonantY(verb) ? verb[..^1] + "ied" : verb.EndsWith('e') ? verb + "d" : verb + "ed";

    private static bool EndsInConsonantY(string word) => word.EndsWith('y') && !"aeiou".Contains(word[^2]);

    private static bool Hisses(string word) => word[^1] is 's' or 'x' or 'z' || word.EndsWith("sh", StringComparison.Ordinal) || word.EndsWith("ch", StringComparison.Ordinal);
}
