// A run of another lab, or of this one: unpacked beside the runs, checked as a whole, then taken in under a new id.
using AttentionLab.Client.Contracts;
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

internal sealed class RunImport(RunStore runs, long mostBytes)
{
    /// <param name="archive">Path of the zip.</param>
    /// <param name="folder">Empty.</param>
    /// <exception cref="LabException">It is no sound run; nothing was taken in.</exception>
    public Run Take(string archive, string folder)
    {
        ArchiveReader.Unpack(archive, folder, mostBytes);
        string recordPath = Path.Combine(folder, RunArchive.Record);
        var record = RecordCheck.Read(recordPath);
        LogCheck.Require(folder, record, Settings.ToConfig(record.Model));
        File.Delete(recordPath);
        return runs.Adopt(folder, (id, now) => record with
        {
            Id = id,
            Race = null,
            Parent = null,
            Name = record.Name.Trim(),
            Tags = record.Tags is { } tags ? RunTags.Tidy(tags) : null,
            Created = record.Created > now ? now : record.Created,
            Origin = record.Origin ?? "archive of a run",
            Status = record.Status == RunStatus.Running ? RunStatus.Interrupted : record.Status,
        });
    }
}
