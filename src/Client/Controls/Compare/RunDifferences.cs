// What a person must know before comparing the losses of runs.
using AttentionLab.Client.Controls.Curves;
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Controls.Compare;

public static class RunDifferences
{
    /// <summary>Why the runs' losses do not measure the same; null when they do.</summary>
    public static string? Notice(IReadOnlyList<RunInfo> runs, ILab lab)
    {
        var texts = runs.Select(run => run.Corpus).Distinct().Select(id => RunWords.Corpus(lab, id)).ToList();
        if (texts.Count > 1)
            return $"These runs were trained on different texts ({string.Join(", ", texts)}), so their losses do not measure the same: a lower one does not mean a better model.";
        if (runs.Any(run => run.Task is not null) || !CurvesData.TokensDiffer(runs)) return null;
        var sizes = runs.Select(run => run.Model.Vocabulary).Distinct().Order().Select(size => NumberText.Count(size));
        return $"These runs cut the text into different tokens (vocabularies of {string.Join(" and ", sizes)}), so their losses per token do not measure the same: a longer token is harder to guess. Bits per character do.";
    }
}
