// What pages call a run's state, and what its text and preset are called.
namespace AttentionLab.Client.Controls.Shell;

public static class RunWords
{
    public static string Status(RunStatus status) => status switch
    {
        RunStatus.Running => "Training",
        RunStatus.Paused => "Paused",
        RunStatus.Finished => "Finished",
        RunStatus.Stopped => "Stopped",
        RunStatus.Failed => "Failed",
        RunStatus.Interrupted => "Interrupted",
        _ => status.ToString(),
    };

    /// <summary>Of a model that was not trained here no state of training says what it is.</summary>
    public static string Status(RunInfo run) => run.IsImported ? "Imported" : Status(run.Status);

    /// <summary>Steps done; of an imported model those its file tells of, if any.</summary>
    public static string Step(RunInfo run) => run is { IsImported: true, Step: 0 } ? NumberText.None : NumberText.Count(run.Step);

    /// <summary>Whether nothing changed of a run but the numbers of its steps.</summary>
    public static bool OnlyWentOn(RunInfo before, RunInfo after) =>
        before with { Step = after.Step, TrainLoss = after.TrainLoss, TokensPerSecond = after.TokensPerSecond, EtaSeconds = after.EtaSeconds } == after;

    /// <summary>Title of a run's corpus; its id when the lab no longer lists it.</summary>
    public static string Corpus(ILab lab, string id) => lab.Corpora.FirstOrDefault(corpus => corpus.Id == id)?.Title ?? (id == RunInfo.Elsewhere ? "text not known" : id);

    /// <summary>Title of a run's preset.</summary>
    public static string Preset(ILab lab, string name) => lab.Presets.Presets.FirstOrDefault(preset => preset.Name == name)?.Title ?? (name == RunInfo.Elsewhere ? "Trained elsewhere" : name);

    /// <summary>The run that a page without one in its address is about: the one that trains or is held.</summary>
    public static RunInfo? Active(IEnumerable<RunInfo> runs) =>
        runs.FirstOrDefault(run => run.Status is RunStatus.Running) ?? runs.FirstOrDefault(run => run.Status is RunStatus.Paused);

    /// <summary>The current run: the one that trains or is held (of a race one with attention), else the newest with attention, else the newest.</summary>
    public static RunInfo? Current(IReadOnlyList<RunInfo> runs)
    {
        var active = Active(runs);
        if (active is { Race: { } race, Model.Attends: false }) active = runs.FirstOrDefault(run => run.Race == race && run.Model.Attends) ?? active;
        return active ?? runs.FirstOrDefault(run => run.Model.Attends) ?? runs.FirstOrDefault();
    }
}
