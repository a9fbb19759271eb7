// What a person must know before comparing the losses of runs.
using AttentionLab.Client.Contracts;

namespace AttentionLab.Client.Controls.Compare;

public static class RunDifferences
{
    /// <summary>Why the runs' losses do not measure the same; null when they do.</summary>
    public static string? Notice(IReadOnlyList<RunInfo> runs, ILab lab)
    {
        var texts = runs.Select(run => run.Corpus).Distinct().Select(id => Shell.RunWords.Corpus(lab, id)).ToList();
        return texts.Count > 1
            ? $"These runs were trained on different texts ({string.Join(", ", texts)}), so their losses do not measure the same: a lower one does not mean a better model."
            : null;
    }
}
