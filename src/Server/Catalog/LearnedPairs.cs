// Byte pairs learned from texts, kept: what a smaller vocabulary needs was learned first.
using System.Collections.Concurrent;

namespace AttentionLab.Server.Catalog;

/// <summary>Thread-safe.</summary>
public sealed class LearnedPairs
{
    private readonly ConcurrentDictionary<string, BytePairTokenizer> _largest = new(); // by the SHA-256 of the text

    /// <summary>Learned from the part that trains, so that validation stays unseen.</summary>
    /// <exception cref="ModelException">The vocabulary is not allowed.</exception>
    public BytePairTokenizer Get(Corpus corpus, int vocabulary)
    {
        if (_largest.TryGetValue(corpus.Sha256, out var known) && known.Vocabulary >= vocabulary) return known.First(vocabulary);
        var learned = BytePairTokenizer.Learn(corpus.Parts.Train.Span, vocabulary);
        _largest.AddOrUpdate(corpus.Sha256, learned, (_, other) => other.Vocabulary > vocabulary ? other : learned);
        return learned;
    }
}
