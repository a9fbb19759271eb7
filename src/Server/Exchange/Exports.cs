// The files that a run can be had as: their names, what each holds, how large it is.
using System.Globalization;
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

    /// <summary>A file's name on the disk of whoever fetches it: the run's name, the step where it matters, and what it is.</summary>
    public static string FileName(RunInfo run, int? step, string what)
    {
        var letters = run.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        string name = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (name.Length > LongestName) name = name[..LongestName].Trim('-');
        if (name.Length == 0) name = "run";
        return string.Create(CultureInfo.InvariantCulture, $"{name}{(step is null ? "" : $"-step-{step}")}-{what}");
    }
}
