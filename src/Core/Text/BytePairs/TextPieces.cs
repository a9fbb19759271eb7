// Cuts a text into pieces that pairs are merged within: words, numbers, other signs, blank space.
using System.Text;

namespace AttentionLab.Core;

/// <remarks>
/// A piece is a run of one kind: letters (with their marks), digits, blanks, or anything else. A single space right before
/// another kind belongs to that piece, as in " word". No piece is longer than 32 characters, so that a text
/// without blanks is cut, too, and the time stays in proportion to the text.
/// </remarks>
internal static class TextPieces
{
    public const int Longest = 32;

    private enum Kind
    {
        Blank,
        Letter,
        Digit,
        Other,
    }

    /// <summary>Where the piece ends that begins at <paramref name="start"/>, in UTF-16 units.</summary>
    /// <param name="text">Without lone surrogates.</param>
    /// <param name="start">Less than its length.</param>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        int end = start, characters = 0;
        bool spaceBefore = text[start] == ' ' && start + 1 < text.Length && KindAt(text, start + 1, out _) != Kind.Blank;
        if (spaceBefore)
        {
            end++;
            characters++;
        }
        Kind kind = KindAt(text, end, out _);
        while (end < text.Length && characters < Longest && KindAt(text, end, out int length) == kind)
        {
            // The last space of a run belongs to what follows it.
            if (kind == Kind.Blank && end > start && text[end] == ' ' && end + 1 < text.Length && KindAt(text, end + 1, out _) != Kind.Blank) break;
            end += length;
            characters++;
        }
        return end;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int length)
    {
        char unit = text[index];
        length = 1;
        if (unit < 128)
        {
            if (char.IsAsciiLetter(unit)) return Kind.Letter;
            if (char.IsAsciiDigit(unit)) return Kind.Digit;
            return unit is ' ' or (>= '\t' and <= '\r') ? Kind.Blank : Kind.Other;
        }
        Rune.DecodeFromUtf16(text[index..], out Rune rune, out length);
        if (Rune.IsWhiteSpace(rune)) return Kind.Blank;
        if (Rune.IsLetter(rune) || IsMark(rune)) return Kind.Letter;
        return Rune.IsNumber(rune) ? Kind.Digit : Kind.Other;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark
        or System.Globalization.UnicodeCategory.EnclosingMark;
}
