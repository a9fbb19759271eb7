// The tokenizer of a foreign model, from the files that came with it; says what is missing.
namespace AttentionLab.Server.Exchange;

internal static class ForeignTokenizer
{
    private const string Meta = "meta.pkl", Vocabulary = "vocab.json", Merges = "merges.txt", Config = "config.json";
    private const int MostBytes = 16 << 20;

    /// <summary>Embeddings are often padded to a multiple of 64 or 128; the rows beyond the vocabulary stand for nothing.</summary>
    private const int MostPadding = 128;

    /// <exception cref="ModelException">There is none of that size among the files.</exception>
    public static ITokenizer Of(IReadOnlyList<UploadedFile> files, int vocabulary)
    {
        var tokenizer = Read(files, vocabulary);
        if (tokenizer.Vocabulary > vocabulary || tokenizer.Vocabulary < vocabulary - MostPadding)
            throw new ModelException($"The tokenizer has {tokenizer.Vocabulary} tokens and the model a vocabulary of {vocabulary}: they do not belong together.", "file");
        return tokenizer;
    }

    /// <exception cref="ModelException">It is not among the files.</exception>
    public static string ConfigOf(IReadOnlyList<UploadedFile> files) => Find(files, Config) is { } file
        ? Text(file)
        : throw new ModelException("A GPT-2 in safetensors needs its config.json, which says how many heads it has: choose both files together.", "file");

    private static ITokenizer Read(IReadOnlyList<UploadedFile> files, int vocabulary)
    {
        var (meta, symbols, merges) = (Find(files, Meta), Find(files, Vocabulary), Find(files, Merges));
        if (meta is not null) return NanoGptMeta.Read(Bytes(meta));
        if (symbols is not null && merges is not null) return Gpt2Tokenizer.FromFiles(Text(symbols), Text(merges));
        string needs = (symbols, merges) switch
        {
            (not null, null) => $"{Merges} is missing beside {Vocabulary}",
            (null, not null) => $"{Vocabulary} is missing beside {Merges}",
            _ => $"the files say nothing of its tokens: choose {Vocabulary} and {Merges} of GPT-2 with it, or {Meta} of nanoGPT if it knows characters",
        };
        throw new ModelException($"The model has a vocabulary of {vocabulary}, and {needs}.", "file");
    }

    private static UploadedFile? Find(IReadOnlyList<UploadedFile> files, string name) => files.FirstOrDefault(file => string.Equals(file.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string Text(UploadedFile file)
    {
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(file));
        }
        catch (ArgumentException)
        {
            throw new ModelException($"{file.Name} is not UTF-8.", "file");
        }
    }

    private static byte[] Bytes(UploadedFile file) => new FileInfo(file.Path).Length <= MostBytes
        ? File.ReadAllBytes(file.Path)
        : throw new ModelException($"{file.Name} is larger than {RangeText.Number(MostBytes)} bytes, the most that is read of it.", "file");
}
