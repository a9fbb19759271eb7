// Takes in what people bring: looks what it is, has it checked and converted beside the runs, and lists it.
using System.IO.Compression;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Live;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

/// <summary>One import at a time, so that memory for one model is enough. What fails leaves nothing behind.</summary>
public sealed class Imports(RunStore runs, UploadedTexts texts, LabOptions options, RunFeed feed, EngineShelf engines) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="name">For a foreign model; null names it after its file.</param>
    /// <exception cref="LabException">It cannot be taken in; the message says why.</exception>
    public async Task<RunInfo> Take(HttpRequest request, string? name, CancellationToken cancellation)
    {
        if (name is not null) CheckName(name);
        string? folder = null;
        try
        {
            folder = runs.NewImportFolder();
            var files = await Upload.Read(request, folder, options.MaxImportBytes, cancellation);
            await _turn.WaitAsync(cancellation);
            try
            {
                var run = await Task.Run(() => Take(files, name?.Trim(), Directory.CreateDirectory(Path.Combine(folder, "run")).FullName), cancellation);
                feed.Change(run);
                return run.Info;
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (ModelException e)
        {
            throw ImportRefusal.Because(e.Message);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"The import cannot be kept: {e.Message} Nothing was changed.");
        }
        finally
        {
            Remove(folder);
        }
    }

    public void Dispose() => _turn.Dispose();

    private Run Take(IReadOnlyList<UploadedFile> files, string? name, string folder)
    {
        foreach (var file in files)
        {
            switch (KindOf(file))
            {
                case Kind.RunArchive when files.Count == 1: return new RunImport(runs, texts, options).Take(file.Path, folder);
                case Kind.RunArchive: throw ImportRefusal.Because("An archive of a run goes alone; send the other files by themselves.");
                case Kind.TorchFile: return Take(ForeignModel.NanoGpt(File.OpenRead(file.Path), size => ForeignTokenizer.Of(files, size)), file);
                case Kind.Safetensors: return Take(ForeignModel.HuggingFace(File.OpenRead(file.Path), ForeignTokenizer.ConfigOf(files), size => ForeignTokenizer.Of(files, size)), file);
            }
        }
        throw ImportRefusal.Because($"{string.Join(", ", files.Select(file => ImportRefusal.Quote(file.Name)))}: none of this is a run archive (.zip), a nanoGPT checkpoint (.pt) or a GPT-2 in safetensors.");

        Run Take(ForeignModel model, UploadedFile file)
        {
            using (model)
            {
                RequireRoom(model.Config);
                return new ModelImport(runs, engines).Take(model, name ?? Shortened($"{model.Origin} {file.Name}"), Shortened(file.Name), folder);
            }
        }
    }

    private enum Kind
    {
        Other,
        RunArchive,
        TorchFile,
        Safetensors,
    }

    /// <summary>By what is in it: a file of PyTorch is a zip, too.</summary>
    private static Kind KindOf(UploadedFile file)
    {
        if (file.Name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) return Kind.Safetensors;
        if (file.Name.EndsWith(".pt", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith(".pth", StringComparison.OrdinalIgnoreCase)) return Kind.TorchFile;
        using var stream = File.OpenRead(file.Path);
        Span<byte> start = stackalloc byte[2];
        if (stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) < 2 || !start.SequenceEqual("PK"u8)) return file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? Kind.RunArchive : Kind.Other;
        try
        {
            using var zip = new ZipArchive(stream);
            return zip.Entries.Any(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal)) ? Kind.TorchFile : Kind.RunArchive;
        }
        catch (InvalidDataException)
        {
            return Kind.RunArchive; // its reader says what is wrong
        }
    }

    private void RequireRoom(GptConfig config)
    {
        if (sizeof(float) * config.ParameterCount > options.MaxImportBytes)
            throw ImportRefusal.TooLarge($"This model has {RangeText.Number(config.ParameterCount)} parameters, which take more than {RangeText.Number(options.MaxImportBytes)} bytes, the most this server takes (Lab:MaxImportBytes).");
        const int Copies = 3; // the snapshot, the model, and what an answer needs
        long needed = Copies * sizeof(float) * config.ParameterCount, available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available * 0.9) throw ImportRefusal.TooLarge($"This model has {config.ParameterCount} parameters and needs about {needed >> 20} MiB of memory; this machine has {available >> 20} MiB.");
    }

    private static void CheckName(string name)
    {
        var errors = new FieldErrors();
        Names.Check(name, errors);
        errors.ThrowIfAny();
    }

    private static string Shortened(string name)
    {
        string line = string.Concat(name.Where(c => !char.IsControl(c))).Trim();
        return line.Length > LabLimits.NameCharacters ? line[..LabLimits.NameCharacters] : line;
    }

    private static void Remove(string? folder)
    {
        try
        {
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            // Removed at the next start.
        }
    }
}
