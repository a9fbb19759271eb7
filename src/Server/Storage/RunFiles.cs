// What pages and programs ask of the files of runs: sizes, and deleted runs.
using AttentionLab.Server.Setup;
using AttentionLab.Server.Training;

namespace AttentionLab.Server.Storage;

public sealed class RunFiles(Trash trash, DiskMeter meter, TrainingService training, LabOptions options) : IRunFiles
{
    public IReadOnlyList<DeletedRun> Deleted => Asked(() => trash.All, "The deleted runs cannot be listed");

    public KeepingRules Rules { get; } = new(options.KeptCheckpoints, options.DeletedDays, options.MaxDeletedBytes);

    public async Task<DiskUse> Measure(CancellationToken cancellation = default)
    {
        try
        {
            return await meter.Measure().WaitAsync(cancellation);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"The data folder cannot be measured: {e.Message}");
        }
    }

    public async Task<RunInfo> Restore(string id)
    {
        var run = await training.Do(session => session.Restore(id));
        meter.Forget();
        return run;
    }

    public async Task Purge(string id)
    {
        await Task.Run(() => Asked(() => Removed(id), $"The deleted run '{id}' cannot be removed"));
        meter.Forget();
    }

    private bool Removed(string id)
    {
        trash.Purge(id);
        return true;
    }

    private static T Asked<T>(Func<T> disk, string otherwise)
    {
        try
        {
            return disk();
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new LabException(Refusal.Unavailable, $"{otherwise}: {e.Message}");
        }
    }
}
