// What a run can train on: the play, Tiny Shakespeare, tasks, and what people uploaded.
using System.Collections.Concurrent;
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
        .. TaskTexts.All,
        .. uploads.All];

    /// <summary>The default text and a sentence that says why it is.</summary>
    public (string Id, string Reason) Default => _tinyShakespeare.Unavailable() is not { } why
        ? (TinyShakespeare.Id, "Tiny Shakespeare is on this machine, so it is the default text.")
        : (PlayCorpus.Id, $"The embedded play is the default text. {why}");

    public IEnumerable<string> Ids => All.Select(corpus => corpus.Id);

    /// <summary>Whether a text can be read without fetching it.</summary>
    public bool IsHere(string id) => id != TinyShakespeare.Id || _tinyShakespeare.Unavailable() is null;

    /// <summary>Tiny Shakespeare was named by path, and the path is wrong; without a path it can still be fetched.</summary>
    private string? Broken => options.TinyShakespeare is null ? null : _tinyShakespeare.Unavailable();

    /// <summary>A text in characters.</summary>
    /// <exception cref="LabException">There is no such text, or it cannot be had.</exception>
    public async Task<Corpus> Text(string id, CancellationToken cancellation = default)
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

    /// <summary>What a run trains on, in the run's own tokens.</summary>
    /// <exception cref="LabException">It cannot be had any more, or the run's tokens cannot write it.</exception>
    public async Task<Corpus> Of(Run run, CancellationToken cancellation = default)
    {
        var record = run.Record;
        if (TaskCorpus.Find(record.Corpus.Id) is { } rule && record.Task is { } sizes)
            return await Task.Run(() => TaskCorpus.Write(rule, new(sizes.Length, sizes.Symbols)), cancellation);
        var corpus = await Text(record.Corpus.Id, cancellation);
        try
        {
            bool same = run.Tokenizer is CharacterTokenizer && run.Tokenizer.State.Symbols!.SequenceEqual(corpus.Tokenizer.State.Symbols!);
            return same ? corpus : await Task.Run(() => corpus.With(run.Tokenizer), cancellation);
        }
        catch (ModelException e)
        {
            throw LabException.Field("corpus", e.Message, Refusal.Conflict);
        }
    }

    /// <summary>Reads what is on this machine ahead of the first start, the default text first, so that pressing Start is quick.</summary>
    public async Task WarmUp(CancellationToken cancellation)
    {
        if (_tinyShakespeare.Unavailable() is null) await Text(TinyShakespeare.Id, cancellation);
        await Text(PlayCorpus.Id, cancellation);
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
