// Texts that people brought: checked, kept under corpora/<id>/, read back when a run needs them.
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Catalog;

/// <summary>Thread-safe. Line ends become \n and a byte order mark is dropped; nothing else of a text is changed.</summary>
public sealed class UploadedTexts
{
    private const string Kind = "text", RecordName = "corpus.json", TextName = "text.txt", AddingPrefix = ".adding-";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ConcurrentDictionary<string, CorpusInfo> _texts = new();
    private readonly ConcurrentDictionary<string, WeakReference<Corpus>> _read = new();
    private readonly LabOptions _options;
    private readonly string _folder;

    public UploadedTexts(LabOptions options, DataFolder data, ILogger<UploadedTexts> log)
    {
        (_options, _folder) = (options, data.Corpora);
        foreach (var folder in Directory.GetDirectories(_folder))
        {
            string id = Path.GetFileName(folder);
            try
            {
                if (id.StartsWith(AddingPrefix, StringComparison.Ordinal))
                {
                    Directory.Delete(folder, recursive: true);
                    continue;
                }
                using var file = File.OpenRead(Path.Combine(folder, RecordName));
                var info = JsonSerializer.Deserialize<CorpusInfo>(file, StoreJson.Indented);
                if (info is { Id: not null } && info.Id == id) _texts[id] = info;
                else throw new InvalidDataException($"{RecordName} belongs to another text");
            }
            catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException or InvalidDataException)
            {
                log.LogWarning("Text folder {Folder} cannot be read: {Reason}", folder, e.Message);
                _texts[id] = new CorpusInfo(id, id, Kind, null, null, null, $"The folder '{folder}' cannot be read: {e.Message}");
            }
        }
    }

    public IEnumerable<CorpusInfo> All => _texts.Values.OrderBy(text => text.Title, StringComparer.OrdinalIgnoreCase).ThenBy(text => text.Id, StringComparer.Ordinal);

    /// <summary>Null when there is none of that id.</summary>
    /// <exception cref="LabException">Its files are damaged.</exception>
    public Corpus? Read(string id)
    {
        if (!_texts.TryGetValue(id, out var info)) return null;
        if (info.Unavailable is { } why) throw LabException.Field("corpus", why, Refusal.Unavailable);
        if (_read.TryGetValue(id, out var weak) && weak.TryGetTarget(out var corpus)) return corpus;
        corpus = Corpus.FromText(id, info.Title, Kind, File.ReadAllText(Path.Combine(_folder, id, TextName), StrictUtf8));
        _read[id] = new(corpus);
        return corpus;
    }

    /// <exception cref="LabException">The name or the text is not allowed, or the disk takes nothing.</exception>
    public async Task<CorpusInfo> Add(string? name, Stream bytes, CancellationToken cancellation)
    {
        string title = NameOf(name);
        byte[] whole = await Limited(bytes, cancellation);
        return (await Task.Run(() => Keep(title, whole), cancellation)).Text;
    }

    /// <summary>Takes in a text; what is here already by that name is not kept twice.</summary>
    /// <returns>Beside it whether it was not here before.</returns>
    /// <exception cref="LabException">The name or the text is not allowed, or the disk takes nothing.</exception>
    public (CorpusInfo Text, bool IsNew) Keep(string name, byte[] bytes)
    {
        string title = NameOf(name), text = Decode(bytes);
        string id = $"{Slug(title)}-{Short(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))}";
        if (_texts.TryGetValue(id, out var known) && known.Unavailable is null) return (known, false);
        try
        {
            var corpus = Corpus.FromText(id, title, Kind, text);
            var info = CorpusShelf.Describe(corpus);
            Write(id, text, info);
            _read[id] = new(corpus);
            return (_texts[id] = info, true);
        }
        catch (ModelException e)
        {
            throw LabException.Field("text", e.Message);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"The text cannot be kept: {e.Message}");
        }
    }

    /// <summary>A text by its hash, under whatever name; null when there is none.</summary>
    public CorpusInfo? Find(string sha256) => All.FirstOrDefault(text => text.Id.EndsWith("-" + Short(sha256), StringComparison.Ordinal) && Holds(text.Id, sha256));

    /// <summary>The bytes of a text that people brought; null when it is not here any more, or is another one.</summary>
    public Stream? Open(string id, string sha256) => Holds(id, sha256) ? File.OpenRead(Path.Combine(_folder, id, TextName)) : null;

    /// <summary>Takes a text away again that was kept for something that came to nothing.</summary>
    public void Remove(string id)
    {
        _texts.TryRemove(id, out _);
        _read.TryRemove(id, out _);
        Directory.Delete(Path.Combine(_folder, id), recursive: true);
    }

    /// <summary>In a folder of another name first, so that a text is whole or not there.</summary>
    private void Write(string id, string text, CorpusInfo info)
    {
        string adding = Path.Combine(_folder, AddingPrefix + id), folder = Path.Combine(_folder, id);
        try
        {
            Directory.CreateDirectory(adding);
            AtomicFile.Write(Path.Combine(adding, TextName), stream => stream.Write(StrictUtf8.GetBytes(text)));
            AtomicFile.Write(Path.Combine(adding, RecordName), stream => JsonSerializer.Serialize(stream, info, StoreJson.Indented));
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); // one that could not be read
            Directory.Move(adding, folder);
        }
        catch
        {
            if (Directory.Exists(adding)) Directory.Delete(adding, recursive: true);
            throw;
        }
    }

    private bool Holds(string id, string sha256)
    {
        try
        {
            return Read(id)?.Sha256 == sha256;
        }
        catch (Exception e) when (e is LabException or ModelException or DecoderFallbackException || DiskFault.Is(e))
        {
            return false;
        }
    }

    private static string Short(string sha256) => sha256[..8];

    private static string NameOf(string? name)
    {
        string title = name?.Trim() ?? "";
        if (title.Length == 0) throw LabException.Field("name", "A text needs a name of 1 to " + LabLimits.NameCharacters + " characters.");
        if (title.Length > LabLimits.NameCharacters) throw LabException.Field("name", RangeText.TooMany("The name has", title.Length, "characters", LabLimits.NameCharacters));
        return title;
    }

    private async Task<byte[]> Limited(Stream bytes, CancellationToken cancellation)
    {
        var whole = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; (count = await bytes.ReadAsync(block, cancellation)) > 0;)
        {
            if (whole.Length + count > _options.MaxUploadBytes)
                throw LabException.Field("text", $"The text is larger than {RangeText.Number(_options.MaxUploadBytes)} bytes, the most this server takes ({LabOptions.Section}:{nameof(LabOptions.MaxUploadBytes)}).", Refusal.TooLarge);
            whole.Write(block, 0, count);
        }
        return whole.ToArray();
    }

    private static string Decode(byte[] bytes)
    {
        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException e)
        {
            throw LabException.Field("text", $"The text is not UTF-8: byte {e.Index + start} cannot be read. Save it as UTF-8 plain text.");
        }
        if (text.Contains('\0')) throw LabException.Field("text", "The text holds zero bytes, so it is not plain text.");
        if (string.IsNullOrWhiteSpace(text)) throw LabException.Field("text", "The text is empty.");
        return text.ReplaceLineEndings("\n");
    }

    private static string Slug(string title)
    {
        var letters = title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        string slug = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length == 0 ? "text" : slug.Length > 40 ? slug[..40].Trim('-') : slug;
    }
}
