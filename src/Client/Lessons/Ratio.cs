// How many times one number is another, in words that fit its size.
using System.Globalization;

namespace AttentionLab.Client.Lessons;

public static class Ratio
{
    /// <summary>Null where one is missing, not finite, or there is nothing to divide by.</summary>
    public static double? Of(double? number, double? other) =>
        number is { } a && other is { } b && double.IsFinite(a) && double.IsFinite(b) && b > 0 ? a / b : null;

    /// <summary>"4.2" or "1,300"; null where it is missing.</summary>
    public static string? Times(double? ratio) => ratio is { } times && double.IsFinite(times)
        ? times.ToString(times < 10 ? "F1" : "N0", CultureInfo.InvariantCulture)
        : null;
}
