// Learns byte pairs from a text: the most frequent pair becomes a token, again and again.
using System.Runtime.InteropServices;
using System.Text;

namespace AttentionLab.Core;

/// <remarks>
/// Of equally frequent pairs the one with the smaller left id comes first, then the one with the smaller right id.
/// Pairs are counted over the different pieces of the text; a merge changes only the pieces that hold its pair, and a
/// heap keeps the counts, whose entries are checked when they come up.
/// </remarks>
internal sealed class BytePairLearner
{
    public const int Bytes = 256;

    /// <summary>A pair that occurs once saves nothing.</summary>
    private const int LeastCount = 2;

    private readonly List<int[]> pieces = [];
    private readonly List<int> counts = []; // how often each piece occurs
    private readonly Dictionary<BytePair, PairUse> pairs = [];
    private readonly PriorityQueue<BytePair, (int MinusCount, BytePair Pair)> heap = new();
    private readonly List<BytePair> merges = [];

    /// <param name="text">Without lone surrogates.</param>
    public BytePairLearner(ReadOnlySpan<char> text)
    {
        CountPieces(text);
        for (int piece = 0; piece < pieces.Count; piece++) Count(piece, +1, null);
        foreach (var (pair, use) in pairs) heap.Enqueue(pair, (-use.Count, pair));
    }

    /// <summary>What was learned so far, in order; merge i makes token 256 + i.</summary>
    public IReadOnlyList<BytePair> Merges => merges;

    /// <summary>Learns until there are so many merges, or no pair occurs twice.</summary>
    public void Learn(int count)
    {
        var changed = new HashSet<BytePair>();
        while (merges.Count < count && Best() is { } best)
        {
            int made = Bytes + merges.Count;
            merges.Add(best);
            changed.Clear();
            foreach (int piece in pairs[best].Pieces)
            {
                int[] merged = Merge(pieces[piece], best, made);
                if (merged.Length == pieces[piece].Length) continue; // merged away since it was listed
                Count(piece, -1, changed);
                pieces[piece] = merged;
                Count(piece, +1, changed);
            }
            foreach (BytePair pair in changed)
                if (pairs[pair].Count > 0) heap.Enqueue(pair, (-pairs[pair].Count, pair));
            pairs.Remove(best);
        }
    }

    /// <summary>A piece's tokens with every such pair, from left to right, written as one token.</summary>
    public static int[] Merge(int[] tokens, BytePair pair, int made)
    {
        var merged = new List<int>(tokens.Length);
        for (int i = 0; i < tokens.Length; i++)
        {
            bool here = i + 1 < tokens.Length && tokens[i] == pair.Left && tokens[i + 1] == pair.Right;
            merged.Add(here ? made : tokens[i]);
            if (here) i++;
        }
        return merged.Count == tokens.Length ? tokens : [.. merged];
    }

    private void CountPieces(ReadOnlySpan<char> text)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var bySpan = indexes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = TextPieces.EndOf(text, start);
            var piece = text[start..end];
            if (!bySpan.TryGetValue(piece, out int index))
            {
                index = pieces.Count;
                bySpan[piece] = index;
                pieces.Add(BytesOf(piece));
                counts.Add(0);
            }
            counts[index]++;
        }
    }

    private static int[] BytesOf(ReadOnlySpan<char> piece)
    {
        Span<byte> bytes = stackalloc byte[TextPieces.Longest * 4];
        bytes = bytes[..Encoding.UTF8.GetBytes(piece, bytes)];
        var tokens = new int[bytes.Length];
        for (int i = 0; i < tokens.Length; i++) tokens[i] = bytes[i];
        return tokens;
    }

    private void Count(int piece, int sign, HashSet<BytePair>? changed)
    {
        int[] tokens = pieces[piece];
        for (int i = 0; i + 1 < tokens.Length; i++)
        {
            var pair = new BytePair(tokens[i], tokens[i + 1]);
            ref PairUse? use = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _);
            use ??= new();
            use.Count += sign * counts[piece];
            if (sign > 0 && (use.Pieces.Count == 0 || use.Pieces[^1] != piece)) use.Pieces.Add(piece);
            changed?.Add(pair);
        }
    }

    private BytePair? Best()
    {
        while (heap.TryPeek(out BytePair pair, out var priority))
        {
            bool current = pairs.TryGetValue(pair, out PairUse? use) && use.Count == -priority.MinusCount;
            if (current) return use!.Count >= LeastCount ? pair : null;
            heap.Dequeue(); // counted anew since; the newer entry stands elsewhere in the heap
        }
        return null;
    }

    private sealed class PairUse
    {
        public int Count;
        public readonly List<int> Pieces = []; // may name one twice, or one that lost the pair
    }
}
