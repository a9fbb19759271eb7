// Trains one model on one corpus, a step at a time; knows nothing of who watches.
namespace AttentionLab.Core;

/// <summary>Owned by one thread. All randomness depends on the seed and the step, so that a restored trainer goes on bit for bit.</summary>
public interface ITrainer : IDisposable
{
    GptConfig Config { get; }

    TrainingConfig Training { get; }

    int StepsDone { get; }

    /// <summary>Tokens that the model reads in a step.</summary>
    int TokensPerStep { get; }

    /// <summary>Factor on the schedule's learning rate; above 0.</summary>
    double LearningRateScale { get; }

    /// <summary>Moves the whole schedule so that its highest learning rate is this one; takes effect with the next step.</summary>
    /// <exception cref="ModelException">It is not above 0, or too high.</exception>
    void SetLearningRate(double learningRate);

    /// <summary>One batch, one update. Where loss or gradient are not finite, no update, and the step is not counted.</summary>
    StepResult Step();

    /// <summary>Cross entropy on both parts of the corpus; touches neither weights nor the training's randomness.</summary>
    LossEstimate EstimateLoss();

    /// <summary>The same for weights of this model at any step, piece by piece, so that it can be left between any two: null after each, the estimate at the end.</summary>
    /// <param name="batches">Of each half; null for all. With fewer, a task has fewer examples to answer, too.</param>
    IEnumerable<LossEstimate?> MeasureLoss(WeightSnapshot weights, int? batches = null);

    /// <summary>What each head is worth to weights of this model, a head at a time: null after each, all of them at the end. None for a model without heads.</summary>
    IEnumerable<KnockoutLoss?> MeasureKnockouts(WeightSnapshot weights);

    /// <summary>Where that is measured.</summary>
    TextWindows KnockoutWindows { get; }

    /// <summary>The weights before the first step.</summary>
    WeightSnapshot Untrained();

    /// <summary>An immutable copy of the weights.</summary>
    WeightSnapshot Snapshot();

    /// <summary>Attention weights [layer][head] of (T, T) row by row, without gradients and dropout; the training goes on as if nobody had looked.</summary>
    /// <exception cref="ModelException">The tokens do not fit the model.</exception>
    float[][][] CaptureWeights(int[] tokens);

    /// <summary>Of two texts; in one pass, where they are of one length.</summary>
    (float[][][] First, float[][][] Second) CaptureWeights(int[] first, int[] second);

    /// <summary>Writes everything that is needed to go on exactly, as safetensors.</summary>
    void Save(Stream stream);
}
