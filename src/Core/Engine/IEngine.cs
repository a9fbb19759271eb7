// What computes: it trains models and answers with their weights. No tensor of its own leaves it.
namespace AttentionLab.Core;

/// <summary>Thread-safe; what it makes belongs to one thread at a time.</summary>
public interface IEngine
{
    /// <summary>One of <see cref="EngineNames"/>.</summary>
    string Name { get; }

    /// <summary>Called once on the thread that will train, before anything is computed: threads that the engine keeps for all who compute are started here and inherit its niceness.</summary>
    void StartThreads(int threads);

    /// <summary>A trainer that begins with fresh weights.</summary>
    /// <param name="threads">That compute a step; 0 leaves it to the engine.</param>
    /// <exception cref="ModelException">The configuration or the corpus does not allow the run; every problem is named.</exception>
    ITrainer Train(GptConfig config, TrainingConfig training, Corpus corpus, long seed, int threads);

    /// <summary>The trainer as it was when it was saved, by this engine or another.</summary>
    /// <exception cref="ModelException">The stream holds no such state, or one of another model, corpus or seed.</exception>
    ITrainer Resume(Stream checkpoint, GptConfig config, TrainingConfig training, Corpus corpus, long seed, int threads);

    /// <summary>A model that answers with these weights.</summary>
    IInferenceModel Load(WeightSnapshot weights);

    /// <summary>Facts of these weights on these windows, without dropout.</summary>
    Contracts.Facts Measure(WeightSnapshot weights, TextWindows windows);

    /// <summary>The average of the past in three forms, of one sequence of normal random numbers.</summary>
    /// <exception cref="ModelException">Tokens or channels are not from 1 to 64.</exception>
    ThreeAverages Average(int tokens, int channels, long seed);

    /// <summary>The same of the lecture's worked example: three tokens of two channels.</summary>
    ThreeAverages AverageWorkedExample();

    /// <summary>Microseconds that loop, product and softmax take on zeros of this size, results read included.</summary>
    double[] TimeAverages(int tokens, int channels);

    /// <summary>The row of <see cref="LessonRow"/>, masked as a model masks it.</summary>
    HeadCapture CaptureLessonRow();
}
