// GPT-2's byte-level tokenizer, from its vocab.json and merges.txt.
using System.Text;
using System.Text.Json;

namespace AttentionLab.Core;

/// <remarks>Its files write every byte as a visible character: printable bytes as themselves, the others by characters from U+0100 on.</remarks>
public sealed class Gpt2Tokenizer : ITokenizer
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Dictionary<char, byte> BytesByStandIn = StandIns().ToDictionary(pair => pair.StandIn, pair => pair.Byte);

    private readonly IReadOnlyList<string> symbols;
    private readonly IReadOnlyList<BytePair> merges;
    private readonly Dictionary<BytePair, (int Rank, int Id)> made = [];
    private readonly int[] idOfByte = new int[256];
    private readonly byte[][] bytes; // of each token

    private Gpt2Tokenizer(IReadOnlyList<string> symbols, IReadOnlyList<BytePair> merges)
    {
        (this.symbols, this.merges) = (symbols, merges);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int id = 0; id < symbols.Count; id++)
            if (!ids.TryAdd(symbols[id], id)) throw Broken("vocab.json", $"the token '{symbols[id]}' stands twice");
        bytes = [.. symbols.Select(BytesOf)];
        foreach (var (b, standIn) in StandIns())
            idOfByte[b] = ids.TryGetValue(standIn.ToString(), out int id) ? id : throw Broken("vocab.json", $"there is no token for the byte {b}");
        for (int rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = merges[rank];
            if (left < 0 || left >= symbols.Count || right < 0 || right >= symbols.Count || !ids.TryGetValue(symbols[left] + symbols[right], out int id))
                throw Broken("merges.txt", $"merge {rank + 1} makes a token that the vocabulary lacks");
            made.TryAdd(merges[rank], (rank, id));
        }
    }

    public int Vocabulary => symbols.Count;

    public TokenizerState State => new() { Kind = TokenizerState.Gpt2, Symbols = symbols, Merges = merges };

    /// <param name="vocabulary">The text of vocab.json: an object with the id of every token.</param>
    /// <param name="merges">The text of merges.txt: two tokens a line, what is merged first comes first.</param>
    /// <exception cref="ModelException">They are not what they should be, or do not belong together.</exception>
    public static Gpt2Tokenizer FromFiles(string vocabulary, string merges)
    {
        string[] symbols = Symbols(vocabulary);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int id = 0; id < symbols.Length; id++) ids[symbols[id]] = id;
        var pairs = new List<BytePair>();
        int number = 0;
        foreach (string line in merges.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal))) continue;
            pairs.Add(line.Split(' ') is [var left, var right] && ids.TryGetValue(left, out int l) && ids.TryGetValue(right, out int r)
                ? new(l, r)
                : throw Broken("merges.txt", $"line {number} does not hold two tokens of the vocabulary"));
        }
        return new(symbols, pairs);
    }

    /// <summary>As <see cref="State"/> gave them.</summary>
    /// <exception cref="ModelException">They do not belong together.</exception>
    public static Gpt2Tokenizer FromState(IReadOnlyList<string> symbols, IReadOnlyList<BytePair> merges) => new(symbols, merges);

    public int[] Encode(string text)
    {
        if (Unknown(text) is { Count: > 0 } unknown) throw new UnknownSymbolsException(unknown);
        var encoded = new List<int>(text.Length / 2);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = Gpt2Pieces.EndOf(text, start);
            encoded.AddRange(Merged([.. Strict.GetBytes(text[start..end]).Select(b => idOfByte[b])]));
        }
        return [.. encoded];
    }

    /// <summary>Bytes that are no UTF-8, as a model may write them, become U+FFFD.</summary>
    public string Decode(IEnumerable<int> ids) => Encoding.UTF8.GetString([.. ids.SelectMany(id => bytes[Checked(id)])]);

    /// <summary>The token's text; bytes that are no whole characters in hexadecimal digits: ‹E2 82›.</summary>
    public string TextOf(int id)
    {
        byte[] token = bytes[Checked(id)];
        try
        {
            return Strict.GetString(token);
        }
        catch (DecoderFallbackException)
        {
            return "‹" + string.Join(' ', token.Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture))) + "›";
        }
    }

    /// <summary>Halves of surrogate pairs, which are no characters; everything else can be written.</summary>
    public IReadOnlyList<string> Unknown(string text)
    {
        var unknown = new List<string>();
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (char.IsSurrogatePair(text, i)) i++;
            else if (!unknown.Contains(text[i].ToString())) unknown.Add(text[i].ToString());
        }
        return unknown;
    }

    private int[] Merged(List<int> tokens)
    {
        while (tokens.Count > 1)
        {
            int rank = int.MaxValue, made = 0;
            BytePair pair = default;
            for (int i = 0; i + 1 < tokens.Count; i++)
            {
                var here = new BytePair(tokens[i], tokens[i + 1]);
                if (this.made.TryGetValue(here, out var merge) && merge.Rank < rank) (rank, made, pair) = (merge.Rank, merge.Id, here);
            }
            if (rank == int.MaxValue) break;
            int kept = 0;
            for (int i = 0; i < tokens.Count; i++)
            {
                bool joins = i + 1 < tokens.Count && tokens[i] == pair.Left && tokens[i + 1] == pair.Right;
                tokens[kept++] = joins ? made : tokens[i];
                if (joins) i++;
            }
            tokens.RemoveRange(kept, tokens.Count - kept);
        }
        return [.. tokens];
    }

    private int Checked(int id) => id >= 0 && id < Vocabulary ? id : throw new ModelException($"Token {id} does not exist; tokens are 0 to {Vocabulary - 1}.", "token");

    private static string[] Symbols(string vocabulary)
    {
        try
        {
            using var json = JsonDocument.Parse(vocabulary);
            var entries = json.RootElement.EnumerateObject().Select(entry => (entry.Name, Id: entry.Value.GetInt32())).ToArray();
            if (entries.Length > ModelLimits.Vocabulary) throw Broken("vocab.json", $"it has {entries.Length} tokens; at most {ModelLimits.Vocabulary} are allowed");
            var symbols = new string[entries.Length];
            foreach (var (name, id) in entries)
            {
                if (id < 0 || id >= symbols.Length || symbols[id] is not null) throw Broken("vocab.json", $"the id {id} of '{name}' is not one of 0 to {symbols.Length - 1}, or stands twice");
                symbols[id] = name;
            }
            return symbols;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new ModelException($"vocab.json cannot be read: {error.Message}", "vocab.json", error);
        }
    }

    private static byte[] BytesOf(string symbol) => symbol.All(BytesByStandIn.ContainsKey) ? [.. symbol.Select(c => BytesByStandIn[c])] : Encoding.UTF8.GetBytes(symbol);

    private static IEnumerable<(byte Byte, char StandIn)> StandIns()
    {
        int more = 0;
        for (int b = 0; b < 256; b++)
            yield return ((byte)b, b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? (char)b : (char)(256 + more++));
    }

    private static ModelException Broken(string file, string what) => new($"{file} is not GPT-2's: {what}.", file);
}
