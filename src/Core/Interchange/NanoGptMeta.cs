// nanoGPT's meta.pkl: the characters of a character-level data set in the order of their ids.
namespace AttentionLab.Core;

public static class NanoGptMeta
{
    /// <exception cref="ModelException">It is no such file, or ids are missing or stand twice.</exception>
    public static CharacterTokenizer Read(byte[] bytes)
    {
        if (PickleReader.Read(bytes) is not PickledDictionary meta || !meta.TryGet("itos", out PickledDictionary? symbols))
            throw new ModelException("meta.pkl must be a dictionary with 'itos', the character of every id.", "meta.pkl");
        var ordered = new string[symbols.Entries.Count];
        foreach (var (id, symbol) in symbols.Entries)
        {
            if (id is not long place || place < 0 || place >= ordered.Length || symbol is not string text)
                throw new ModelException($"meta.pkl: 'itos' must give a character to each id from 0 to {ordered.Length - 1}.", "meta.pkl");
            ordered[place] = text;
        }
        return CharacterTokenizer.FromSymbols(ordered);
    }
}
