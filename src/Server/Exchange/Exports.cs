// The files that a run can be had as: their names, what each holds, how large it is.
using System.Globalization;
using System.Text;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

public sealed class Exports(RunStore runs) : IExchange
{
    public const string Weights = "weights.zip", MetricsTable = "metrics.csv", MetricsEvents = "metrics.tfevents", Archive = "run.zip", MatrixTable = "attention.csv", MatrixArray = "attention.npy";

    private const int LongestName = 60;

    public IReadOnlyList<ExportOffer> ExportsOf(string id)
    {
        var run = runs.Get(id);
        var info = run.Info;
        string? noWeights = info.HasWeights ? null : "This run has no weights yet: they are there after its first step.";
        string? noSteps = run.Metrics.LastStep > 0 ? null : "No step of this run was recorded.";
        return
        [
            new(Weights, "Weights for PyTorch", $"{WeightExport.WeightsName} and {WeightExport.ConfigName}: the newest weights in float32, what they are the weights of, and the vocabulary.", sizeof(float) * info.Parameters, noWeights),
            new(MetricsTable, "Metrics as CSV", "One row per step: losses, learning rate, gradient norm, speed, time.", null, noSteps),
            new(MetricsEvents, "Metrics for TensorBoard", "An event file with the same curves as scalars; put it into a folder of its own.", null, noSteps),
            new(Archive, "The whole run", "Settings, metrics, samples, attention over time and checkpoints as one zip that another lab imports.", RunArchive.Bytes(run), null),
        ];
    }

    /// <summary>A file's name on the disk of whoever fetches it: the run's name, the step where it matters, and what it is. In ASCII a name of other letters is the run's id.</summary>
    public static DownloadName FileName(RunInfo run, int? step, string what)
    {
        string name = Words(run.Name), rest = string.Create(CultureInfo.InvariantCulture, $"{(step is null ? "" : $"-step-{step}")}-{what}");
        if (name.Length == 0) name = run.Id;
        return new(name + rest, (Ascii.IsValid(name) ? name : run.Id) + rest);
    }

    /// <summary>The letters and digits of a name, with one hyphen for whatever is between.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var rune in name.ToLowerInvariant().EnumerateRunes())
        {
            bool isLetter = Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (words.Length + rune.Utf16SequenceLength > LongestName) break;
            if (isLetter) words.Append(rune);
            else if (words.Length > 0 && words[^1] != '-') words.Append('-');
        }
        return words.ToString().Trim('-');
    }
}
