// A whole training with dropout, its estimates and a sample, for comparing one with another to the bit.
namespace AttentionLab.Model.Tests;

internal static class WholeTraining
{
    private static readonly GptConfig Config = new() { Vocabulary = 13, Layers = 2, Heads = 4, Channels = 64, Context = 32, Dropout = 0.2 };

    private static readonly TrainingConfig Training = new() { Batch = 8, Steps = 12, LearningRate = 3e-3, MinLearningRate = 3e-4, Warmup = 2, EvalBatches = 2 };

    public static Result Run(int threads, long seed = 3)
    {
        int before = TorchSharp.torch.get_num_threads();
        try
        {
            using var trainer = new Trainer(Config, Training, SmallModel.Corpus(), seed, threads);
            StepResult[] steps = [.. Enumerable.Range(0, Training.Steps).Select(_ => trainer.Step())];
            LossEstimate estimate = trainer.EstimateLoss();
            using var model = new InferenceModel(trainer.Snapshot());
            var sample = model.Generate([1, 2, 3], new() { Tokens = 40, Seed = seed }).ToList();
            return new(
                [.. steps.Select(step => (step.Loss, step.GradientNorm))], (estimate.TrainLoss, estimate.ValLoss),
                trainer.Snapshot().Tensors.ToDictionary(entry => entry.Key, entry => entry.Value.Data), [.. sample.Select(token => token.Id)]);
        }
        finally
        {
            TorchSharp.torch.set_num_threads(before);
        }
    }

    public static void AssertSame(Result expected, Result actual)
    {
        Assert.Equal(expected.Losses, actual.Losses);
        Assert.Equal(expected.Estimate, actual.Estimate);
        foreach (var (name, data) in expected.Weights) Assert.True(data.AsSpan().SequenceEqual(actual.Weights[name]), $"{name} differs");
        Assert.Equal(expected.Sample, actual.Sample);
    }

    public sealed record Result((double, double)[] Losses, (double, double) Estimate, Dictionary<string, float[]> Weights, int[] Sample);
}
