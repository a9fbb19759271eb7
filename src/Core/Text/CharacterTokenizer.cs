// Text to numbers and back, one symbol (a Unicode scalar) at a time.
using System.Text;

namespace AttentionLab.Core;

public sealed class CharacterTokenizer : ITokenizer
{
    private readonly Dictionary<Rune, int> ids = [];

    private CharacterTokenizer(IReadOnlyList<string> symbols)
    {
        Symbols = symbols;
        for (int id = 0; id < symbols.Count; id++) ids.Add(SingleRune(symbols[id]), id);
    }

    /// <summary>Symbol of every id.</summary>
    public IReadOnlyList<string> Symbols { get; }

    public int Vocabulary => Symbols.Count;

    public TokenizerState State => new() { Kind = TokenizerState.Characters, Symbols = Symbols };

    /// <summary>The symbols that occur in the text, in code point order.</summary>
    public static CharacterTokenizer FromText(string text)
    {
        var runes = new SortedSet<Rune>();
        foreach (Rune rune in text.EnumerateRunes()) runes.Add(rune);
        return new([.. runes.Select(rune => rune.ToString())]);
    }

    /// <summary>The symbols in the order of their ids, as <see cref="Symbols"/> gave them.</summary>
    /// <exception cref="ModelException">A symbol is not one Unicode scalar, or stands twice.</exception>
    public static CharacterTokenizer FromSymbols(IEnumerable<string> symbols)
    {
        string[] list = [.. symbols];
        foreach (string symbol in list) SingleRune(symbol);
        if (list.Distinct(StringComparer.Ordinal).Count() != list.Length)
            throw new ModelException("The vocabulary names a symbol twice; each may stand once.", "vocabulary");
        return new(list);
    }

    /// <exception cref="UnknownSymbolsException">The text has symbols that the vocabulary lacks.</exception>
    public int[] Encode(string text)
    {
        var encoded = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!ids.TryGetValue(rune, out int id)) throw new UnknownSymbolsException(Unknown(text));
            encoded.Add(id);
        }
        return [.. encoded];
    }

    /// <summary>The text's symbols that the vocabulary lacks, each once, in the order they occur.</summary>
    public IReadOnlyList<string> Unknown(string text)
    {
        var unknown = new List<string>();
        var seen = new HashSet<Rune>();
        foreach (Rune rune in text.EnumerateRunes())
            if (!ids.ContainsKey(rune) && seen.Add(rune)) unknown.Add(rune.ToString());
        return unknown;
    }

    public string Decode(IEnumerable<int> ids)
    {
        var text = new StringBuilder();
        foreach (int id in ids) text.Append(TextOf(id));
        return text.ToString();
    }

    public string TextOf(int id)
    {
        if (id < 0 || id >= Vocabulary) throw new ModelException($"Token {id} does not exist; tokens are 0 to {Vocabulary - 1}.", "token");
        return Symbols[id];
    }

    private static Rune SingleRune(string symbol)
    {
        if (Rune.TryGetRuneAt(symbol.Length == 0 ? "\uD800" : symbol, 0, out Rune rune) && rune.Utf16SequenceLength == symbol.Length) return rune;
        throw new ModelException($"The vocabulary holds '{symbol}', which is not a single character.", "vocabulary");
    }
}
