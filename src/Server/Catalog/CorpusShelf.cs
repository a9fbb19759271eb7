// The texts a run can train on: the play, Tiny Shakespeare, and what people uploaded.
using System.Collections.Concurrent;
using AttentionLab.Client.Contracts;
using AttentionLab.Model;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Catalog;

/// <summary>Thread-safe. Texts are read when first needed; the listing never waits for one.</summary>
public sealed class CorpusShelf(LabOptions options, DataFolder data, UploadedTexts uploads)
{
    private const int ExcerptCharacters = 200;
    private readonly TinyShakespeare _tinyShakespeare = new(options.TinyShakespeare, data.Cache);
    private readonly ConcurrentDictionary<string, CorpusInfo> _read = new();

    public IReadOnlyList<CorpusInfo> All => [
        _read.GetValueOrDefault(PlayCorpus.Id) ?? new CorpusInfo(PlayCorpus.Id, "The embedded play", PlayCorpus.Id, null, null, null, null),
        _read.GetValueOrDefault(TinyShakespeare.Id) ?? new CorpusInfo(TinyShakespeare.Id, "Tiny Shakespeare", TinyShakespeare.Id, null, null, null, Broken),
        .. uploads.All];

    /// <summary>The default text and a sentence that says why it is.</summary>
    public (string Id, string Reason) Default => _tinyShakespeare.Unavailable() is not { } why
        ? (TinyShakespeare.Id, "Tiny Shakespeare is on this machine, so it is the default text.")
        : (PlayCorpus.Id, $"The embedded play is the default text. {why}");

    public IEnumerable<string> Ids => All.Select(corpus => corpus.Id);

    /// <summary>Tiny Shakespeare was named by path, and the path is wrong; without a path it can still be fetched.</summary>
    private string? Broken => options.TinyShakespeare is null ? null : _tinyShakespeare.Unavailable();

    /// <exception cref="LabException">There is no such text, or it cannot be had.</exception>
    public async Task<Corpus> Get(string id, CancellationToken cancellation = default)
    {
        try
        {
            var corpus = id switch
            {
                PlayCorpus.Id => await Task.Run(PlayCorpus.Load, cancellation),
                TinyShakespeare.Id => await _tinyShakespeare.Load(cancellation),
                _ => await Task.Run(() => uploads.Read(id), cancellation),
            };
            if (corpus is null) throw LabException.Field("corpus", $"'{id}' is not a corpus; available are {string.Join(", ", Ids)}.");
            if (id is PlayCorpus.Id or TinyShakespeare.Id) _read[id] = Describe(corpus);
            return corpus;
        }
        catch (ModelException e)
        {
            throw LabException.Field("corpus", e.Message, Refusal.Unavailable);
        }
        catch (IOException e)
        {
            throw LabException.Field("corpus", $"The text '{id}' cannot be read: {e.Message}", Refusal.Unavailable);
        }
    }

    /// <summary>Reads what is on this machine ahead of the first start, the default text first, so that pressing Start is quick.</summary>
    public async Task WarmUp(CancellationToken cancellation)
    {
        if (_tinyShakespeare.Unavailable() is null) await Get(TinyShakespeare.Id, cancellation);
        await Get(PlayCorpus.Id, cancellation);
    }

    public static CorpusInfo Describe(Corpus corpus) => new(
        corpus.Id, corpus.Title, corpus.Kind, corpus.Characters, corpus.Tokenizer.Vocabulary, Excerpt(corpus.Text), null);

    private static string Excerpt(string text)
    {
        if (text.Length <= ExcerptCharacters) return text;
        int end = text.LastIndexOf('\n', ExcerptCharacters);
        if (end <= 0) end = char.IsHighSurrogate(text[ExcerptCharacters - 1]) ? ExcerptCharacters - 1 : ExcerptCharacters;
        return text[..end];
    }
}
