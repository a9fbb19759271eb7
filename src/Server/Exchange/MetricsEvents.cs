// A run's metrics as TensorBoard scalars: which tags, at which step, at what time.
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Exchange;

public static class MetricsEvents
{
    /// <param name="lines">As <see cref="MetricsLog.Lines"/> gives them.</param>
    /// <param name="started">When the run was created.</param>
    /// <param name="tokensPerStep">Batch times context: tells how long a step took that was recorded without its time.</param>
    public static void Write(IReadOnlyList<MetricsLine> lines, DateTimeOffset started, int tokensPerStep, Stream stream)
    {
        double time = started.ToUnixTimeMilliseconds() / 1000.0;
        var file = new EventFile(stream, time);
        foreach (var line in lines)
        {
            time = line.Time ?? time + (line.TokensPerSecond > 0 ? tokensPerStep / line.TokensPerSecond.Value : 0);
            var scalars = Scalars(line).ToArray();
            if (scalars.Length > 0) file.Add(time, line.Step, scalars);
        }
    }

    /// <summary>Numbers that were not finite are left out.</summary>
    private static IEnumerable<(string Tag, float Value)> Scalars(MetricsLine line) =>
        from scalar in new (string Tag, double? Value)[]
        {
            ("loss/train", line.TrainLoss),
            ("loss/train_estimate", line.Eval?.TrainLoss),
            ("loss/validation", line.Eval?.ValLoss),
            ("training/learning_rate", line.LearningRate),
            ("training/gradient_norm", line.GradientNorm),
            ("training/tokens_per_second", line.TokensPerSecond),
        }
        where scalar.Value is { } value && double.IsFinite(value)
        select (scalar.Tag, (float)scalar.Value!.Value);
}
