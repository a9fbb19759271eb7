// A run's metrics as a table: one row per step, the loss estimates in the rows of their steps.
using System.Globalization;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

public static class MetricsCsv
{
    private const string Header = "step,time,train_loss,learning_rate,gradient_norm,tokens_per_second,estimated_train_loss,estimated_validation_loss,estimate_batches";

    /// <summary>Numbers have every digit, times are UTC; an early estimate says over how many batches it is, the others leave that empty; what was not recorded, or was not finite, is an empty cell.</summary>
    public static void Write(IReadOnlyList<MetricsLine> lines, TextWriter text)
    {
        text.Write(Header);
        text.Write("\r\n");
        for (int i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var estimate = line.Eval is not null ? line : i + 1 < lines.Count && lines[i + 1] is { Eval: not null } next && next.Step == line.Step ? lines[++i] : null;
            text.Write(string.Join(',', line.Step.ToString(CultureInfo.InvariantCulture), Moment(line.Time),
                Number(line.TrainLoss), Number(line.LearningRate), Number(line.GradientNorm), Number(line.TokensPerSecond),
                Number(estimate?.Eval!.TrainLoss), Number(estimate?.Eval!.ValLoss), Number(estimate?.Eval!.Batches)));
            text.Write("\r\n");
        }
    }

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Moment(double? time) => time is { } seconds
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : "";
}
