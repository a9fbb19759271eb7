// Cuts a text as GPT-2's tokenizer does before it merges: endings, words, numbers, signs, blank space.
using System.Text;

namespace AttentionLab.Core;

/// <remarks>A piece is, in this order: one of the endings 's 't 're 've 'm 'll 'd; a run of letters, of digits, or of other signs, each with one space before it if there is one; blank space but for its last character where something follows.</remarks>
internal static class Gpt2Pieces
{
    private static readonly string[] Endings = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

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
        foreach (string ending in Endings)
            if (text[start..].StartsWith(ending)) return start + ending.Length;
        int first = text[start] == ' ' && start + 1 < text.Length ? start + 1 : start;
        Kind kind = KindAt(text, first, out _);
        if (kind == Kind.Blank) (first, kind) = (start, KindAt(text, start, out _));
        int end = RunEnd(text, first, kind, out int last);
        return kind != Kind.Blank || end == text.Length || last == start ? end : last;
    }

    /// <summary>Where a run of one kind ends; its last character begins at <paramref name="last"/>.</summary>
    private static int RunEnd(ReadOnlySpan<char> text, int start, Kind kind, out int last)
    {
        int end = last = start;
        while (end < text.Length && KindAt(text, end, out int length) == kind) (last, end) = (end, end + length);
        return end;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int length)
    {
        Rune.DecodeFromUtf16(text[index..], out Rune rune, out length);
        if (Rune.IsWhiteSpace(rune)) return Kind.Blank;
        if (Rune.IsLetter(rune)) return Kind.Letter;
        return Rune.IsNumber(rune) ? Kind.Digit : Kind.Other;
    }
}
