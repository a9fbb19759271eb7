// What was typed into a number's field, read as a number: blank is left out, thousands separators are read over.
using System.Globalization;
using System.Numerics;

namespace AttentionLab.Client.Controls.Fields;

public static class TypedNumber
{
    /// <param name="text">As typed.</param>
    /// <param name="field">JSON name under which an error is noted.</param>
    /// <param name="errors">Takes a sentence where the text is no such number.</param>
    public static T? Read<T>(string? text, string field, Dictionary<string, string> errors) where T : struct, INumber<T>
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (T.TryParse(text.Replace(",", "", StringComparison.Ordinal).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        errors[field] = $"“{text}” is no {(typeof(T) == typeof(double) ? "number; write it like 0.0005" : "whole number")}.";
        return null;
    }
}
