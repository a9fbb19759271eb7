// Text to numbers and back in pieces of words: bytes, and pairs of tokens that occur often.
using System.Text;

namespace AttentionLab.Core;

/// <remarks>
/// Tokens 0 to 255 are the bytes of UTF-8, so every text can be written, whatever was learned from. Token 256 + i is what
/// merge i makes of two earlier tokens. Pairs are merged within pieces only (<see cref="TextPieces"/>), the one learned first before all others.
/// </remarks>
public sealed class BytePairTokenizer : ITokenizer
{
    /// <summary>Tokens that are there before anything is learned.</summary>
    public const int Bytes = BytePairLearner.Bytes;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<BytePair, int> made = []; // the token that each pair makes
    private readonly byte[][] bytes; // of each token

    private BytePairTokenizer(IReadOnlyList<BytePair> merges)
    {
        Merges = merges;
        bytes = new byte[Bytes + merges.Count][];
        for (int id = 0; id < Bytes; id++) bytes[id] = [(byte)id];
        for (int i = 0; i < merges.Count; i++)
        {
            int id = Bytes + i;
            var (left, right) = merges[i];
            if (left < 0 || left >= id || right < 0 || right >= id)
                throw new ModelException($"Merge {i} joins tokens {left} and {right}; it may join tokens 0 to {id - 1}.", "tokenizer.merges");
            if (!made.TryAdd(merges[i], id)) throw new ModelException($"Merge {i} joins tokens {left} and {right}, as an earlier one does.", "tokenizer.merges");
            bytes[id] = [.. bytes[left], .. bytes[right]];
        }
    }

    /// <summary>In the order they were learned; merge i makes token 256 + i.</summary>
    public IReadOnlyList<BytePair> Merges { get; }

    public int Vocabulary => bytes.Length;

    public TokenizerState State => new() { Kind = TokenizerState.BytePairs, Merges = Merges };

    /// <summary>Learns from a text until the vocabulary has so many tokens.</summary>
    /// <exception cref="ModelException">The vocabulary is smaller than the bytes, or larger than the text allows.</exception>
    public static BytePairTokenizer Learn(ReadOnlySpan<char> text, int vocabulary)
    {
        RequireVocabulary(vocabulary);
        var learner = new BytePairLearner(text);
        learner.Learn(vocabulary - Bytes);
        return new BytePairTokenizer([.. learner.Merges]).First(vocabulary);
    }

    /// <exception cref="ModelException">A merge names a token that is not there yet, or is there twice.</exception>
    public static BytePairTokenizer FromMerges(IEnumerable<BytePair> merges) => new([.. merges]);

    /// <exception cref="ModelException">It is smaller than the bytes, or larger than a model may have.</exception>
    public static void RequireVocabulary(int vocabulary)
    {
        if (vocabulary is < Bytes or > ModelLimits.Vocabulary)
            throw new ModelException($"A vocabulary of {RangeText.Number(vocabulary)} is not allowed for byte pairs; it must be from {Bytes} (the bytes that every text is written with) to {RangeText.Number(ModelLimits.Vocabulary)}.", "tokens.vocabulary");
    }

    /// <summary>The smaller tokenizer that the same text gives: what was learned first.</summary>
    /// <exception cref="ModelException">There are not so many tokens.</exception>
    public BytePairTokenizer First(int vocabulary)
    {
        RequireVocabulary(vocabulary);
        if (vocabulary > Vocabulary)
            throw new ModelException($"A vocabulary of {RangeText.Number(vocabulary)} is larger than the text allows: after {RangeText.Number(Vocabulary)} tokens no pair occurs twice. Take at most {RangeText.Number(Vocabulary)}.", "tokens.vocabulary");
        return vocabulary == Vocabulary ? this : new([.. Merges.Take(vocabulary - Bytes)]);
    }

    public int[] Encode(string text)
    {
        if (Unknown(text) is { Count: > 0 } unknown) throw new UnknownSymbolsException(unknown);
        var encoded = new List<int>(text.Length / 2);
        var known = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var bySpan = known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = TextPieces.EndOf(text, start);
            var piece = text.AsSpan(start, end - start);
            if (!bySpan.TryGetValue(piece, out int[]? tokens)) bySpan[piece] = tokens = Merged([.. Encoding.UTF8.GetBytes([.. piece])]);
            encoded.AddRange(tokens);
        }
        return [.. encoded];
    }

    /// <summary>Bytes that are no UTF-8, as a model may write them, become U+FFFD.</summary>
    public string Decode(IEnumerable<int> ids)
    {
        var written = new List<byte>();
        foreach (int id in ids) written.AddRange(BytesOf(id));
        return Encoding.UTF8.GetString([.. written]);
    }

    /// <summary>The token's text; bytes that are no whole characters in hexadecimal digits: ‹E2 82›.</summary>
    public string TextOf(int id)
    {
        byte[] token = BytesOf(id);
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
        for (int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (char.IsSurrogatePair(text, i)) i++;
            else if (!unknown.Contains(text[i].ToString())) unknown.Add(text[i].ToString());
        }
        return unknown;
    }

    private int[] Merged(int[] tokens)
    {
        while (true)
        {
            int first = int.MaxValue;
            BytePair pair = default;
            for (int i = 0; i + 1 < tokens.Length; i++)
            {
                var here = new BytePair(tokens[i], tokens[i + 1]);
                if (made.TryGetValue(here, out int id) && id < first) (first, pair) = (id, here);
            }
            if (first == int.MaxValue) return tokens;
            tokens = BytePairLearner.Merge(tokens, pair, first);
        }
    }

    private byte[] BytesOf(int id) => id >= 0 && id < Vocabulary
        ? bytes[id]
        : throw new ModelException($"Token {id} does not exist; tokens are 0 to {Vocabulary - 1}.", "token");
}
