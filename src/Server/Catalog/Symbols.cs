// Says which characters of a text a model does not know, and which it does.
using System.Text;

namespace AttentionLab.Server.Catalog;

public static class Symbols
{
    private const int MostNamed = 10;

    /// <summary>Null when every character is known.</summary>
    public static string? Unknown(ITokenizer tokenizer, string text)
    {
        if (HasLoneSurrogate(text)) return "The text holds half of a character pair (a lone surrogate), which is no character.";
        var unknown = tokenizer.Unknown(text);
        if (unknown.Count == 0) return null;
        string named = string.Join(" ", unknown.Take(MostNamed).Select(Show)) + (unknown.Count > MostNamed ? $" and {unknown.Count - MostNamed} more" : "");
        string known = tokenizer is CharacterTokenizer { Symbols: var symbols }
            ? $": its {symbols.Count} characters are {string.Concat(symbols.Take(120).Select(Show))}{(symbols.Count > 120 ? " and more" : "")}"
            : ".";
        return $"The text holds characters that this run's corpus does not: {named}. Leave them out or replace them{known}";
    }

    /// <summary>Blanks and line breaks as visible glyphs, other unprintable characters by number.</summary>
    public static string Show(string symbol) => symbol switch
    {
        " " => "␣",
        "\n" => "↵",
        "\t" => "⇥",
        _ => Rune.GetUnicodeCategory(symbol.EnumerateRunes().First()) is System.Globalization.UnicodeCategory.Control ? $"U+{symbol.EnumerateRunes().First().Value:X4}" : symbol,
    };

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}
