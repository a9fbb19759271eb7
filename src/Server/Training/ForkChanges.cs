// What a fork changed of its parent, in words for people.
using System.Globalization;
using AttentionLab.Server.Storage;

namespace AttentionLab.Server.Training;

internal static class ForkChanges
{
    public static IReadOnlyList<string> Of(Run parent, GptConfig model, TrainingConfig training, long seed, string engine)
    {
        var (oldModel, oldTraining) = (parent.Config, parent.Record.Training);
        (string Name, object Before, object After)[] settings =
        [
            ("seed", parent.Record.Seed, seed),
            ("engine", parent.Record.Engine, engine),
            ("dropout", oldModel.Dropout, model.Dropout),
            ("causal mask", oldModel.Mask, model.Mask),
            ("1/sqrt(d) scaling", oldModel.Scale, model.Scale),
            ("batch", oldTraining.Batch, training.Batch),
            ("steps", oldTraining.Steps, training.Steps),
            ("learning rate", oldTraining.LearningRate, training.LearningRate),
            ("last learning rate", oldTraining.MinLearningRate, training.MinLearningRate),
            ("warm-up", oldTraining.Warmup, training.Warmup),
            ("weight decay", oldTraining.WeightDecay, training.WeightDecay),
            ("gradient clip", oldTraining.GradientClip, training.GradientClip),
            ("steps between estimates", oldTraining.EvalEvery, training.EvalEvery),
            ("batches of an estimate", oldTraining.EvalBatches, training.EvalBatches),
        ];
        return [.. settings.Where(setting => !setting.Before.Equals(setting.After)).Select(setting => $"{setting.Name} {Text(setting.Before)} to {Text(setting.After)}")];
    }

    private static string Text(object value) => value switch
    {
        bool on => on ? "on" : "off",
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
