// A kept estimate of a run with what was recorded at its step.
namespace AttentionLab.Client.Controls.Train;

/// <param name="Batches">Over how many batches of each half.</param>
/// <param name="Accuracy">Share of a task's whole answers that were right; null where the text is no task.</param>
/// <param name="BatchLoss">Of the step's own batch; null, as all that follows, where the step itself was not recorded.</param>
public sealed record NumbersRow(int Step, double TrainLoss, double ValLoss, int Batches, double? Accuracy, double? BatchLoss, double? LearningRate, double? GradientNorm, double? TokensPerSecond)
{
    /// <summary>Newest first.</summary>
    /// <param name="evalBatches">Of an estimate that is no early one.</param>
    public static IReadOnlyList<NumbersRow> Of(Metrics metrics, int evalBatches)
    {
        var rows = new List<NumbersRow>();
        int at = metrics.Step.Count - 1;
        for (int e = metrics.Eval.Step.Count - 1; e >= 0; e--)
        {
            int step = metrics.Eval.Step[e];
            while (at >= 0 && metrics.Step[at] > step) at--;
            bool recorded = at >= 0 && metrics.Step[at] == step;
            double? Of(IReadOnlyList<double> column) => recorded ? column[at] : null;
            rows.Add(new(step, metrics.Eval.TrainLoss[e], metrics.Eval.ValLoss[e], metrics.Eval.Batches?[e] ?? evalBatches, metrics.Eval.Accuracy?[e],
                Of(metrics.TrainLoss), Of(metrics.LearningRate), Of(metrics.GradientNorm), Of(metrics.TokensPerSecond)));
        }
        return rows;
    }
}
