// A run of another lab, or of this one: unpacked beside the runs, checked as a whole, then taken in under a new id.
using System.Security.Cryptography;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Setup;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

internal sealed class RunImport(RunStore runs, UploadedTexts texts, LabOptions options)
{
    /// <param name="archive">Path of the zip.</param>
    /// <param name="folder">Empty.</param>
    /// <exception cref="LabException">It is no sound run; nothing was taken in.</exception>
    public Run Take(string archive, string folder)
    {
        ArchiveReader.Unpack(archive, folder, options.MaxImportBytes, options.MaxUploadBytes);
        string recordPath = Path.Combine(folder, RunArchive.Record), textPath = Path.Combine(folder, RunArchive.Text);
        var record = RecordCheck.Read(recordPath);
        LogCheck.Require(folder, record, record.Model);
        File.Delete(recordPath);
        var (corpus, isNew) = File.Exists(textPath) ? TakeText(textPath, record.Corpus) : (record.Corpus, false);
        try
        {
            return runs.Adopt(folder, (id, now) => record with
            {
                Id = id,
                Race = null,
                Parent = null,
                Threads = record.Engine == EngineNames.Managed ? null : record.Threads,
                Name = record.Name.Trim(),
                Tags = record.Tags is { } tags ? RunTags.Tidy(tags) : null,
                Corpus = corpus,
                Created = record.Created > now ? now : record.Created,
                Origin = record.Origin ?? "archive of a run",
                Status = record.Status == RunStatus.Running ? RunStatus.Interrupted : record.Status,
            });
        }
        catch when (isNew)
        {
            texts.Remove(corpus.Id);
            throw;
        }
    }

    /// <summary>The text that the run was trained on, which this lab may have under another name.</summary>
    private (RunRecord.CorpusReference Corpus, bool IsNew) TakeText(string path, RunRecord.CorpusReference named)
    {
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (sha256 != named.Sha256) throw ImportRefusal.Because($"{RunArchive.Text} is not the text that the run was trained on: its SHA-256 is {sha256}; run.json says {ImportRefusal.Quote(named.Sha256)}.");
        if (texts.Find(sha256) is { } here) return (named with { Id = here.Id, Title = here.Title }, false);
        try
        {
            var (text, isNew) = texts.Keep(named.Title, bytes);
            return (named with { Id = text.Id, Title = text.Title }, isNew);
        }
        catch (LabException e) when (e.Refusal == Refusal.Invalid)
        {
            throw ImportRefusal.Because($"{RunArchive.Text} is not sound: {e.Message}");
        }
    }
}
