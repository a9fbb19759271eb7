// The checks that configurations are made of; each adds what it finds to the list.

namespace AttentionLab.Core;

internal static class ConfigChecks
{
    public static void Whole(this List<ConfigProblem> problems, string key, int value, int least, int most)
    {
        if (value < least || value > most) problems.Add(new(key, RangeText.NotWhole(value, least, most)));
    }

    /// <summary>Both ends are allowed; not-a-number is not.</summary>
    public static void Within(this List<ConfigProblem> problems, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most)) problems.Add(new(key, $"{RangeText.Number(value)} is not allowed; it must be {RangeText.Between(least, most)}."));
    }

    public static void Positive(this List<ConfigProblem> problems, string key, double value, double most)
    {
        if (!(value > 0 && value <= most)) problems.Add(new(key, $"{RangeText.Number(value)} is not allowed; it must be above 0 and at most {RangeText.Number(most)}."));
    }

    public static void Defined<T>(this List<ConfigProblem> problems, string key, T value)
        where T : struct, Enum
    {
        if (Enum.IsDefined(value)) return;
        string allowed = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        problems.Add(new(key, $"{value} is not known; it must be one of {allowed}."));
    }
}
