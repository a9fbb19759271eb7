// Measures a model on fixed windows of both parts of the corpus, so that the points of a curve can be compared.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal sealed class LossEstimator(Corpus corpus, TrainingConfig training, int context, ulong seed)
{
    /// <summary>Tokens of one piece: enough to keep the kernels busy, and a tenth of a second for the largest preset.</summary>
    private const int PieceTokens = 2048;

    private readonly Batcher train = new(corpus.Train, training.Batch, context, seed);
    private readonly Batcher validation = new(corpus.Validation, training.Batch, context, seed);
    private readonly int pieceWindows = Math.Max(1, PieceTokens / context);

    /// <summary>Null after each piece of the work, the estimate at the end.</summary>
    public IEnumerable<LossEstimate?> Measure(WeightSnapshot weights)
    {
        using var model = new Gpt(weights.Config);
        weights.CopyTo(model);
        model.eval();
        double trainLoss = 0, valLoss = 0;
        foreach (double part in Parts(model, train, RandomStream.TrainEstimate))
        {
            trainLoss += part;
            yield return null;
        }
        foreach (double part in Parts(model, validation, RandomStream.ValidationEstimate))
        {
            valLoss += part;
            yield return null;
        }
        yield return new(weights.Step, trainLoss / training.EvalBatches, valLoss / training.EvalBatches);
    }

    /// <summary>What each piece of a batch adds to the sum of all batches' losses.</summary>
    private IEnumerable<double> Parts(Gpt model, Batcher batches, ulong stream)
    {
        for (int number = 0; number < training.EvalBatches; number++)
            for (int first = 0; first < training.Batch; first += pieceWindows)
                yield return Part(model, batches, stream, number, first, Math.Min(pieceWindows, training.Batch - first));
    }

    private double Part(Gpt model, Batcher batches, ulong stream, int number, int first, int windows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = batches.Windows(stream, number); // (B, T), (B, T)
        var loss = Trainer.Loss(model, x.narrow(0, first, windows), y.narrow(0, first, windows)); // ()
        return loss.item<float>() * ((double)windows / training.Batch);
    }
}
