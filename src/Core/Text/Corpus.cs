// A text to train on, as tokens: the first nine tenths train, the last tenth validates.
using System.Security.Cryptography;
using System.Text;

namespace AttentionLab.Core;

public sealed class Corpus
{
    private const int LongestProbe = 64;

    private readonly int split; // where validation starts, in UTF-16 units

    private Corpus(string id, string title, string kind, string text, int split, string sha256, ITokenizer tokenizer, TaskExamples? task)
    {
        (Id, Title, Kind, Text, this.split, Sha256, Tokenizer, Task) = (id, title, kind, text, split, sha256, tokenizer, task);
        (Train, Validation) = (tokenizer.Encode(text[..split]), tokenizer.Encode(text[split..]));
    }

    public string Id { get; }

    public string Title { get; }

    /// <summary><c>play</c>, <c>tiny-shakespeare</c>, <c>text</c> or <c>task</c>.</summary>
    public string Kind { get; }

    public string Text { get; }

    public ITokenizer Tokenizer { get; }

    /// <summary>Of the first nine tenths of the characters.</summary>
    public int[] Train { get; }

    /// <summary>Of the last tenth of the characters: the same text whatever the tokenizer, so that runs can be compared.</summary>
    public int[] Validation { get; }

    /// <summary>Of the text in UTF-8, as lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>How the examples of a task lie in the text; null where the text is no task.</summary>
    public TaskExamples? Task { get; }

    /// <summary>The text that trains, and the text that validates.</summary>
    public (ReadOnlyMemory<char> Train, ReadOnlyMemory<char> Validation) Parts => (Text.AsMemory(0, split), Text.AsMemory(split));

    /// <summary>Of the text that validates.</summary>
    public double ValidationTokensPerCharacter => Validation.Length / (double)Math.Max(1, CountCharacters(Text.AsSpan(split)));

    /// <summary>Unicode scalars in the text.</summary>
    public int Characters => CountCharacters(Text);

    /// <summary>A text in characters.</summary>
    /// <exception cref="ModelException">The text is empty, or has too many different characters.</exception>
    public static Corpus FromText(string id, string title, string kind, string text)
    {
        if (text.Length == 0) throw new ModelException($"The text '{title}' is empty; it needs at least one character.", "text");
        int split = IndexOf(text, 0, (int)(CountCharacters(text) * 9L / 10));
        var corpus = new Corpus(id, title, kind, text, split, Hash(text), CharacterTokenizer.FromText(text), null);
        if (corpus.Tokenizer.Vocabulary > ModelLimits.Vocabulary)
            throw new ModelException($"The text '{title}' has {RangeText.Number(corpus.Tokenizer.Vocabulary)} different characters; at most {RangeText.Number(ModelLimits.Vocabulary)} are allowed.", "text");
        return corpus;
    }

    /// <summary>A task's examples, the first so many of them to train on.</summary>
    internal static Corpus OfTask(string title, string text, int trained, TaskExamples task) =>
        new(task.Rule.Id, title, TaskCorpus.Kind, text, trained * task.Length, Hash(text), CharacterTokenizer.FromText(text), task);

    /// <summary>The same text and the same split in another tokenizer's tokens.</summary>
    /// <exception cref="UnknownSymbolsException">It cannot write the text.</exception>
    public Corpus With(ITokenizer tokenizer) => new(Id, Title, Kind, Text, split, Sha256, tokenizer, Task);

    /// <summary>What a part of it is read by: windows of a text, examples of a task.</summary>
    internal IBatches Batches(int[] part, int batch, int context, long seed) => Task is null
        ? new WindowBatcher(part, batch, context, (ulong)seed)
        : new ExampleBatcher(part, Task, batch, context, (ulong)seed);

    /// <summary>Both parts must hold at least one window of <paramref name="context"/> tokens and the token after it.</summary>
    /// <exception cref="ModelException">They don't.</exception>
    public void RequireContext(int context)
    {
        if (Task is { Length: var example } && example - 1 > context)
            throw new ModelException($"An example of the task '{Title}' has {example - 1} characters; the context takes {context}. Take a smaller task.length or a context of at least {example - 1}.", "task.length");
        if (Math.Min(Train.Length, Validation.Length) > context) return;
        int least = 10 * context + 1;
        throw new ModelException($"The text '{Title}' has {RangeText.Number(Train.Length + Validation.Length)} tokens, too few for a context of {RangeText.Number(context)}, which needs at least {RangeText.Number(least)} (a tenth is kept for validation); take a smaller context or a longer text.", "model.context");
    }

    /// <summary>What a run is watched on: a text of at most 64 tokens from the validation part, from the start of a paragraph; of a task the first held-out example.</summary>
    public string DefaultProbe(int context)
    {
        if (Task is not null) return Text.Substring(split, Task.Length - 1);
        int length = Math.Min(Math.Min(context, LongestProbe), Validation.Length);
        string text = Text[split..];
        int paragraph = text.IndexOf("\n\n", StringComparison.Ordinal);
        int[] tokens = Tokenizer.Encode(text[(paragraph < 0 ? 0 : paragraph + 2)..]);
        return Start(tokens.Length >= length ? tokens : Validation, length);
    }

    // Cut between two tokens, a text may have half a character at its end, or be written with more tokens than before.
    private string Start(int[] tokens, int length)
    {
        for (int kept = length; kept > 1; kept--)
        {
            string text = Tokenizer.Decode(tokens[..kept]);
            if (Tokenizer.Encode(text) is var again && again.Length <= length && tokens.AsSpan().StartsWith(again)) return text;
        }
        return Text[split..IndexOf(Text, split, 1)];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (char unit in text)
            if (!char.IsLowSurrogate(unit)) count++;
        return count;
    }

    /// <summary>Where so many characters from there end.</summary>
    private static int IndexOf(string text, int start, int characters)
    {
        int index = start;
        for (; characters > 0 && index < text.Length; characters--) index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index;
    }
}
