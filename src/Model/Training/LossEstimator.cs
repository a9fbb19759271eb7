// Measures a model on fixed windows of both parts of the corpus, so that the points of a curve can be compared.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal sealed class LossEstimator(Corpus corpus, TrainingConfig training, int context, ulong seed)
{
    private readonly Batcher train = new(corpus.Train, training.Batch, context, seed);
    private readonly Batcher validation = new(corpus.Validation, training.Batch, context, seed);

    public LossEstimate Estimate(Gpt model, int step)
    {
        bool training = model.training;
        model.eval();
        try
        {
            return new(step, Mean(model, train, RandomStream.TrainEstimate), Mean(model, validation, RandomStream.ValidationEstimate));
        }
        finally
        {
            model.train(training);
        }
    }

    private double Mean(Gpt model, Batcher batches, ulong stream)
    {
        using var none = no_grad();
        double sum = 0;
        for (int number = 0; number < training.EvalBatches; number++)
        {
            using var scope = NewDisposeScope();
            var (x, y) = batches.Windows(stream, number); // (B, T), (B, T)
            sum += Trainer.Loss(model, x, y).item<float>();
        }
        return sum / training.EvalBatches;
    }
}
