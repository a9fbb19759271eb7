// Which run a page looks at when the address names none.
namespace AttentionLab.Client.Controls.Inspect;

public static class RunChoice
{
    /// <summary>The run that is training if it has weights, else the newest with weights, else the newest; null when there is none.</summary>
    public static RunInfo? Default(IReadOnlyList<RunInfo> newestFirst) =>
        newestFirst.FirstOrDefault(run => run.Status == RunStatus.Running && run.HasWeights)
        ?? newestFirst.FirstOrDefault(run => run.HasWeights)
        ?? newestFirst.FirstOrDefault();

    /// <summary>A run in one line of a list.</summary>
    public static string Line(RunInfo run) => run.Status switch
    {
        RunStatus.Running => $"{run.Name} (training)",
        RunStatus.Finished => run.Name,
        _ when !run.HasWeights => $"{run.Name} (no weights yet)",
        _ => $"{run.Name} ({run.Status.ToString().ToLowerInvariant()} at step {run.Step})",
    };
}
