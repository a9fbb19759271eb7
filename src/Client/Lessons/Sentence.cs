// A sentence with numbers in it, which is not said at all while one of them is missing.
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AttentionLab.Client.Lessons;

public static class Sentence
{
    /// <summary>The sentence; null where a number in it is null or not finite, or a word in it is null.</summary>
    public static string? Of(SentenceParts parts) => parts.Text;

    /// <summary>Sentences one after the other; null where the first is missing.</summary>
    public static string? Join(string? first, params string?[] others) =>
        first is null ? null : string.Join(" ", [first, .. others.OfType<string>()]);
}

/// <summary>Puts an interpolated sentence together. Numbers need a format: F2, P0 and so on.</summary>
[InterpolatedStringHandler]
public ref struct SentenceParts(int literalLength, int formattedCount)
{
    private readonly System.Text.StringBuilder _text = new(literalLength + 8 * formattedCount);
    private bool _missing;

    internal readonly string? Text => _missing ? null : _text.ToString();

    public readonly void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string? word)
    {
        _missing |= word is null;
        _text.Append(word);
    }

    public readonly void AppendFormatted(int number) => _text.Append(number.ToString("N0", CultureInfo.InvariantCulture));

    public void AppendFormatted(double? number, string format)
    {
        if (number is not { } value || !double.IsFinite(value)) _missing = true;
        else _text.Append(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
