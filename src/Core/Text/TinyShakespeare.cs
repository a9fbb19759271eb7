// Tiny Shakespeare: from a file, from the cache, or fetched from its public home and checked.
using System.Security.Cryptography;
using System.Text;

namespace AttentionLab.Core;

/// <param name="path">A file that holds it; null when none is set.</param>
/// <param name="cacheFolder">Where a fetched copy is kept.</param>
/// <param name="http">Fetches it; a plain client when left out.</param>
public sealed class TinyShakespeare(string? path, string cacheFolder, HttpClient? http = null)
{
    public const string Id = "tiny-shakespeare";

    /// <summary>Its length in bytes.</summary>
    public const int Bytes = 1_115_394;

    /// <summary>Of its bytes, as lower-case hexadecimal digits.</summary>
    public const string Sha256 = "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed";

    public const string Address = "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt";

    private const string Mend = "Set Lab:TinyShakespeare or the environment variable ATTENTIONLAB_TINYSHAKESPEARE to a file that holds it, or take the embedded play.";

    private readonly SemaphoreSlim gate = new(1, 1);
    private Corpus? loaded;

    private string Cached => Path.Combine(cacheFolder, Id + ".txt");

    private bool HasPath => !string.IsNullOrWhiteSpace(path);

    /// <summary>Null when the path or the cache holds it, else why not and what to do. Looks only at the length.</summary>
    public string? Unavailable()
    {
        if (loaded is not null) return null;
        string file = HasPath ? path! : Cached;
        var info = new FileInfo(file);
        if (info.Exists && info.Length == Bytes) return null;
        if (!HasPath) return $"Tiny Shakespeare is not on this machine yet; it is fetched when a run first asks for it (1.1 MB). Without a network: {Mend}";
        return info.Exists ? WrongFile(file, $"{info.Length} bytes") : $"There is no file {file}. {Mend}";
    }

    /// <exception cref="ModelException">It could not be had; the message says what to do.</exception>
    public async Task<Corpus> Load(CancellationToken cancellation = default)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return loaded ??= Corpus.FromText(Id, "Tiny Shakespeare", Id, Encoding.UTF8.GetString(await Read(cancellation).ConfigureAwait(false)));
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<byte[]> Read(CancellationToken cancellation)
    {
        try
        {
            if (HasPath) return Check(path!, await File.ReadAllBytesAsync(path!, cancellation).ConfigureAwait(false));
            if (File.Exists(Cached) && new FileInfo(Cached).Length == Bytes)
                return Check(Cached, await File.ReadAllBytesAsync(Cached, cancellation).ConfigureAwait(false));
            byte[] fetched = Check(Address, await Fetch(cancellation).ConfigureAwait(false));
            Directory.CreateDirectory(cacheFolder);
            string part = Cached + "." + Guid.NewGuid().ToString("N") + ".part";
            await File.WriteAllBytesAsync(part, fetched, cancellation).ConfigureAwait(false);
            File.Move(part, Cached, overwrite: true);
            return fetched;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"Tiny Shakespeare could not be read or kept: {error.Message} {Mend}", "corpus", error);
        }
    }

    private async Task<byte[]> Fetch(CancellationToken cancellation)
    {
        HttpClient client = http ?? new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            return await client.GetByteArrayAsync(Address, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ModelException($"Tiny Shakespeare could not be fetched from {Address}: {error.Message} {Mend}", "corpus", error);
        }
        finally
        {
            if (http is null) client.Dispose();
        }
    }

    private static byte[] Check(string source, byte[] bytes)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return hash == Sha256 ? bytes : throw new ModelException(WrongFile(source, $"{bytes.Length} bytes, SHA-256 {hash}"), "corpus");
    }

    private static string WrongFile(string source, string found) =>
        $"{source} is not Tiny Shakespeare: it has {found} instead of {Bytes} bytes, SHA-256 {Sha256}. {Mend}";
}
