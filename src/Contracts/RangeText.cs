// Numbers and ranges as messages write them: with separators, whatever the machine's locale.
using System.Globalization;

namespace AttentionLab.Contracts;

public static class RangeText
{
    /// <summary>10,000 or 0.0005; what would have too many digits is written short: 1E+20.</summary>
    public static string Number(double value) =>
        value.ToString(value == 0 || Math.Abs(value) is >= 1e-10 and < 1e15 ? "#,0.##########" : "R", CultureInfo.InvariantCulture);

    /// <summary>From 1 to 10,000.</summary>
    public static string Between(double least, double most) => $"from {Number(least)} to {Number(most)}";

    /// <summary>What is said of a number that is no whole number in a range.</summary>
    public static string NotWhole(double value, double least, double most) => $"{Number(value)} is not allowed; it must be a whole number {Between(least, most)}.";

    /// <summary>What is said of a place beyond so many.</summary>
    public static string NotAPlace(double value, int count) => $"{Number(value)} does not exist; it must be {Between(0, count - 1)}.";

    /// <summary>What is said of a text or list that is too long: "The prompt has 12,000 characters; at most 10,000 are allowed."</summary>
    public static string TooMany(string what, double count, string of, double most) => $"{what} {Number(count)} {of}; at most {Number(most)} are allowed.";
}
