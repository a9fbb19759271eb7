// Measures a model on fixed windows of both parts of the corpus, so that the points of a curve can be compared.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal sealed class LossEstimator(Corpus corpus, TrainingConfig training, int context, long seed)
{
    /// <summary>Tokens of one piece: enough to keep the kernels busy, and a tenth of a second for the largest preset.</summary>
    private const int PieceTokens = 2048;

    private readonly BatchTensors train = new(corpus.Batches(corpus.Train, training.Batch, context, seed));
    private readonly BatchTensors validation = new(corpus.Batches(corpus.Validation, training.Batch, context, seed));
    private readonly AnswerScorer? answers = corpus.Task is null ? null : new(corpus, corpus.Task);

    /// <summary>Null after each piece of the work, the estimate at the end.</summary>
    /// <param name="batches">Of each part, the first of all; null for all.</param>
    public IEnumerable<LossEstimate?> Measure(WeightSnapshot weights, int? batches = null)
    {
        int count = batches ?? training.EvalBatches;
        using var model = ModelWeights.Make(weights);
        double trainLoss = 0, valLoss = 0;
        foreach (double part in Parts(model, train, RandomStream.TrainEstimate, count))
        {
            trainLoss += part;
            yield return null;
        }
        foreach (double part in Parts(model, validation, RandomStream.ValidationEstimate, count))
        {
            valLoss += part;
            yield return null;
        }
        AnswerScore? score = null;
        foreach (AnswerScore? part in answers?.Measure(model, batches is null ? AnswerScore.MostExamples : AnswerScore.EarlyExamples) ?? [])
        {
            score = part;
            yield return null;
        }
        yield return new(weights.Step, trainLoss / count, valLoss / count) { Answers = score, Batches = batches };
    }

    /// <summary>What each piece of a batch adds to the sum of all batches' losses.</summary>
    private IEnumerable<double> Parts(Gpt model, BatchTensors batches, ulong stream, int count)
    {
        int most = Math.Max(1, PieceTokens / batches.Length);
        for (int number = 0; number < count; number++)
            for (int first = 0; first < batches.Rows; first += most)
                yield return Part(model, batches, stream, number, first, Math.Min(most, batches.Rows - first));
    }

    private static double Part(Gpt model, BatchTensors batches, ulong stream, int number, int first, int rows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = batches.Batch(stream, number); // (B, T), (B, T)
        var loss = Trainer.Loss(model, x.narrow(0, first, rows), y.narrow(0, first, rows)); // ()
        return loss.item<float>() * ((double)rows / batches.Rows);
    }
}
