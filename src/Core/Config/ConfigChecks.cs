// The checks that configurations are made of; each adds what it finds to the list.
using System.Globalization;

namespace AttentionLab.Core;

internal static class ConfigChecks
{
    public static void Whole(this List<ConfigProblem> problems, string key, int value, int least, int most)
    {
        if (value < least || value > most) problems.Add(new(key, $"{value} is not allowed; it must be a whole number from {least} to {most}."));
    }

    /// <summary>Both ends are allowed; not-a-number is not.</summary>
    public static void Within(this List<ConfigProblem> problems, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most)) problems.Add(new(key, $"{Text(value)} is not allowed; it must be from {Text(least)} to {Text(most)}."));
    }

    public static void Positive(this List<ConfigProblem> problems, string key, double value, double most)
    {
        if (!(value > 0 && value <= most)) problems.Add(new(key, $"{Text(value)} is not allowed; it must be above 0 and at most {Text(most)}."));
    }

    public static void Defined<T>(this List<ConfigProblem> problems, string key, T value)
        where T : struct, Enum
    {
        if (Enum.IsDefined(value)) return;
        string allowed = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        problems.Add(new(key, $"{value} is not known; it must be one of {allowed}."));
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
