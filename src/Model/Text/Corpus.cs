// A text to train on, as tokens: the first nine tenths train, the last tenth validates.
using System.Security.Cryptography;
using System.Text;

namespace AttentionLab.Model;

public sealed class Corpus
{
    private const int LongestProbe = 64;

    private Corpus(string id, string title, string kind, string text)
    {
        (Id, Title, Kind, Text) = (id, title, kind, text);
        Tokenizer = CharacterTokenizer.FromText(text);
        int[] tokens = Tokenizer.Encode(text);
        int split = (int)(tokens.Length * 9L / 10);
        (Train, Validation) = (tokens[..split], tokens[split..]);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public string Id { get; }

    public string Title { get; }

    /// <summary><c>play</c>, <c>tiny-shakespeare</c> or <c>text</c>.</summary>
    public string Kind { get; }

    public string Text { get; }

    public CharacterTokenizer Tokenizer { get; }

    /// <summary>The first nine tenths of the tokens.</summary>
    public int[] Train { get; }

    /// <summary>The last tenth of the tokens.</summary>
    public int[] Validation { get; }

    /// <summary>Of the text in UTF-8, as lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <exception cref="ModelException">The text is empty, or has too many different characters.</exception>
    public static Corpus FromText(string id, string title, string kind, string text)
    {
        if (text.Length == 0) throw new ModelException($"The text '{title}' is empty; it needs at least one character.", "text");
        var corpus = new Corpus(id, title, kind, text);
        if (corpus.Tokenizer.Vocabulary > ModelLimits.Vocabulary)
            throw new ModelException($"The text '{title}' has {corpus.Tokenizer.Vocabulary} different characters; at most {ModelLimits.Vocabulary} are allowed.", "text");
        return corpus;
    }

    /// <summary>Both parts must hold at least one window of <paramref name="context"/> tokens and the token after it.</summary>
    /// <exception cref="ModelException">They don't.</exception>
    public void RequireContext(int context)
    {
        if (Math.Min(Train.Length, Validation.Length) > context) return;
        int least = 10 * context + 1;
        throw new ModelException($"The text '{Title}' has {Train.Length + Validation.Length} characters, too few for a context of {context}, which needs at least {least} (a tenth is kept for validation); take a smaller context or a longer text.", "model.context");
    }

    /// <summary>A text of at most 64 tokens from the validation part, from the start of a paragraph: what a run is watched on.</summary>
    public string DefaultProbe(int context)
    {
        int length = Math.Min(Math.Min(context, LongestProbe), Validation.Length);
        string text = Tokenizer.Decode(Validation);
        int paragraph = text.IndexOf("\n\n", StringComparison.Ordinal);
        int start = paragraph < 0 ? 0 : paragraph + 2;
        int[] tokens = Tokenizer.Encode(text[start..]);
        return Tokenizer.Decode(tokens.Length >= length ? tokens[..length] : Validation[..length]);
    }
}
