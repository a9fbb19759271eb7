// What may be changed of a run, and how its record looks afterwards.
using AttentionLab.Server.Catalog;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

internal static class RunChanges
{
    /// <exception cref="LabException">Every field that is wrong.</exception>
    public static void Check(Run run, RunChange change)
    {
        var errors = new FieldErrors();
        if (change.Name is { } name) Names.Check(name, errors);
        if (change.Tags is { } tags && RunTags.Problem(RunTags.Tidy(tags)) is { } problem) errors.Add("tags", problem);
        if (change.LearningRate is { } rate)
        {
            if (!(rate > 0 && rate <= ModelLimits.LearningRate)) errors.Add("learningRate", $"{RangeText.Number(rate)} is not allowed; it must be above 0 and at most {RangeText.Number(ModelLimits.LearningRate)}.");
            if (run.Info.Status == RunStatus.Finished) errors.Add("learningRate", "The run is finished, so its learning rate cannot be changed.");
        }
        if (change.Probe is { } probe)
        {
            Probes.Check(probe, run.Tokenizer, run.Config.Context, errors);
            if (run.Record.Race is { OutAt: null }) errors.Add("probe", "The run is in a race, whose racers are shown on one probe text, so it cannot be changed for one of them.");
            if (run.Info.Status == RunStatus.Finished) errors.Add("probe", "The run is finished, so its probe text cannot be changed; inspect takes any text.");
        }
        errors.ThrowIfAny();
    }

    /// <param name="fromStep">The first step whose frame shows a new probe text.</param>
    public static RunRecord Apply(RunRecord record, RunChange change, int fromStep)
    {
        if (change.LearningRate is { } rate) record = record with { LearningRate = rate };
        if (change.Probe is { } probe) record = record with { Probes = WithProbe(record.Probes, fromStep, probe) };
        return record;
    }

    /// <summary>The run goes on from a step again: from there on it shows its current probe text.</summary>
    public static RunRecord CutAfter(RunRecord record, int step) =>
        record.Probes[^1].FromStep > step ? record with { Probes = WithProbe(record.Probes, step + 1, record.Probes[^1].Text) } : record;

    private static RunRecord.ProbeText[] WithProbe(IReadOnlyList<RunRecord.ProbeText> probes, int fromStep, string text) =>
        [.. probes.Where(probe => probe.FromStep < fromStep), new(fromStep, text)];
}
