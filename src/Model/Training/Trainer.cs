// Trains one model on one corpus, a step at a time; knows nothing of who watches.
using System.Diagnostics;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>Owned by one thread. All randomness depends on the seed and the step, so that a restored trainer goes on bit for bit.</summary>
internal sealed class Trainer : ITrainer
{
    private readonly Corpus corpus;
    private readonly long seed;
    private readonly BatchTensors batches;
    private readonly LossEstimator estimator;
    private readonly TrainingOptimizer optimizer;
    private readonly int threads;
    private bool dropsByPart = true;
    private TextWindows? knockoutWindows;

    /// <param name="threads">That compute; 0 leaves the number as it is.</param>
    /// <exception cref="ModelException">The configuration or the corpus does not allow the run; every problem is named.</exception>
    public Trainer(GptConfig config, TrainingConfig training, Corpus corpus, long seed, int threads = 0)
    {
        ModelException.ThrowIfAny(ModelLimits.Problems(config, training));
        if (config.Vocabulary != corpus.Tokenizer.Vocabulary)
            throw new ModelException($"The model has a vocabulary of {config.Vocabulary}; the text '{corpus.Title}' has {corpus.Tokenizer.Vocabulary} different tokens. They must be equal.", "model.vocabulary");
        corpus.RequireContext(config.Context);
        (Training, this.corpus, this.seed, this.threads) = (training, corpus, seed, threads);
        batches = new(corpus.Batches(corpus.Train, training.Batch, config.Context, seed));
        ComputingThread.Trains(threads);
        estimator = new(corpus, training, config.Context, seed);
        Model = new Gpt(config, seed);
        optimizer = new(Model, training);
    }

    public Gpt Model { get; }

    public GptConfig Config => Model.Config;

    public TrainingConfig Training { get; }

    public int StepsDone { get; private set; }

    /// <summary>Tokens that the model reads in a step.</summary>
    public int TokensPerStep => batches.Rows * batches.Length;

    /// <summary>Factor on the schedule's learning rate; above 0.</summary>
    public double LearningRateScale { get; private set; } = 1;

    /// <summary>Moves the whole schedule so that its highest learning rate is this one; takes effect with the next step.</summary>
    /// <exception cref="ModelException">It is not above 0, or too high.</exception>
    public void SetLearningRate(double learningRate)
    {
        var problems = new List<ConfigProblem>();
        problems.Positive("training.learningRate", learningRate, ModelLimits.LearningRate);
        ModelException.ThrowIfAny(problems);
        LearningRateScale = learningRate / Training.LearningRate;
    }

    /// <summary>One batch, one update. Where loss or gradient are not finite, no update, and the step is not counted.</summary>
    public StepResult Step()
    {
        long started = Stopwatch.GetTimestamp();
        ComputingThread.Trains(threads);
        int step = StepsDone + 1;
        double learningRate = LearningRateScale * Training.LearningRateAt(step);
        using var scope = NewDisposeScope();
        SeedDropout(step);
        Model.train();
        var (x, y) = batches.Batch(RandomStream.Batches, step); // (B, T), (B, T)
        var loss = Loss(Model, x, y); // ()
        double value = loss.item<float>();
        long computed = Stopwatch.GetTimestamp(), pulled = computed, clipped = computed;
        double norm = double.NaN;
        bool finite = double.IsFinite(value);
        if (finite)
        {
            optimizer.ZeroGrad();
            loss.backward();
            pulled = Stopwatch.GetTimestamp();
            norm = optimizer.ClipGradients(Training.GradientClip);
            clipped = Stopwatch.GetTimestamp();
            finite = double.IsFinite(norm);
        }
        if (finite)
        {
            optimizer.Step(learningRate);
            StepsDone = step;
        }
        long ended = Stopwatch.GetTimestamp();
        return new(step, value, learningRate, norm, TokensPerStep / Stopwatch.GetElapsedTime(started, ended).TotalSeconds, finite)
        {
            Times = new(Milliseconds(started, computed), Milliseconds(computed, pulled), Milliseconds(pulled, clipped), finite ? Milliseconds(clipped, ended) : 0),
            Cause = finite ? null : Cause(step, x, y),
        };
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private void SeedDropout(int step)
    {
        if (Model.Config.Dropout > 0) Model.Streams.GoTo(seed, step, dropsByPart);
    }

    // The step once more, watched: the engine names the first operation that makes NaN.
    private string? Cause(int step, Tensor x, Tensor y)
    {
        try
        {
            using var watch = autograd.detect_anomaly();
            SeedDropout(step);
            optimizer.ZeroGrad();
            Loss(Model, x, y).backward();
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.Runtime.InteropServices.ExternalException)
        {
            return error.Message;
        }
        finally
        {
            optimizer.ZeroGrad();
        }
    }

    /// <summary>Cross entropy on both parts of the corpus; touches neither weights nor the training's randomness.</summary>
    public LossEstimate EstimateLoss() => MeasureLoss(Snapshot()).Last()!;

    /// <summary>The same for weights of this model at any step, piece by piece, so that it can be left between any two: null after each, the estimate at the end.</summary>
    public IEnumerable<LossEstimate?> MeasureLoss(WeightSnapshot weights, int? batches = null) => OnItsThreads(estimator.Measure(weights, batches));

    /// <summary>What each head is worth to weights of this model, a head at a time: null after each, all of them at the end. None for a model without heads.</summary>
    public IEnumerable<KnockoutLoss?> MeasureKnockouts(WeightSnapshot weights) => OnItsThreads(HeadKnockouts.Measure(weights, KnockoutWindows));

    /// <summary>Where that is measured.</summary>
    public TextWindows KnockoutWindows => knockoutWindows ??= KnockoutLoss.WindowsOf(corpus, Model.Config.Context);

    /// <summary>The weights before the first step.</summary>
    public WeightSnapshot Untrained()
    {
        using var untrained = new Gpt(Model.Config, seed);
        return ModelWeights.Copy(untrained, 0);
    }

    /// <summary>An immutable copy of the weights.</summary>
    public WeightSnapshot Snapshot() => ModelWeights.Copy(Model, StepsDone);

    public float[][][] CaptureWeights(int[] tokens) => ProbeWeights.Capture(Model, tokens);

    public (float[][][] First, float[][][] Second) CaptureWeights(int[] first, int[] second) => ProbeWeights.CaptureBoth(Model, first, second);

    /// <summary>Everything that is needed to go on exactly, as safetensors.</summary>
    public void Save(Stream stream)
    {
        var tensors = new Dictionary<string, (long[] Shape, float[] Data)>(Snapshot().Tensors);
        optimizer.Save(tensors);
        new Safetensors(tensors, new TrainingState(StepsDone, seed, LearningRateScale, corpus.Sha256, Model.Config, Training, dropsByPart).ToMetadata()).Write(stream);
    }

    /// <summary>The trainer as it was when it was saved.</summary>
    /// <exception cref="ModelException">The stream holds no such state, or one of another model, corpus or seed.</exception>
    public static Trainer Restore(Stream stream, GptConfig config, TrainingConfig training, Corpus corpus, long seed, int threads = 0)
    {
        var file = Safetensors.Read(stream);
        var state = TrainingState.FromMetadata(file.Metadata);
        state.Require(config, training, corpus, seed);
        var trainer = new Trainer(config, training, corpus, seed, threads);
        try
        {
            ModelWeights.Load(trainer.Model, WeightSnapshot.From(file, config));
            trainer.optimizer.Restore(file, state.Step);
            trainer.StepsDone = state.Step;
            trainer.LearningRateScale = state.LearningRateScale;
            trainer.dropsByPart = state.DropoutByPart;
            if (!state.DropoutByPart) trainer.optimizer.SumNormByWeight();
            return trainer;
        }
        catch
        {
            trainer.Dispose();
            throw;
        }
    }

    // Samples are written on the training's thread, too, and compute with threads of their own choice.
    private IEnumerable<T> OnItsThreads<T>(IEnumerable<T> pieces)
    {
        using var piece = pieces.GetEnumerator();
        while (true)
        {
            ComputingThread.Trains(threads);
            if (!piece.MoveNext()) yield break;
            yield return piece.Current;
        }
    }

    public void Dispose()
    {
        optimizer.Dispose();
        Model.Dispose();
    }

    /// <summary>Mean cross entropy of all tokens that are asked for, in nats.</summary>
    internal static Tensor Loss(Gpt model, Tensor x, Tensor y)
    {
        return Loss(model.call(x), y); // ()
    }

    /// <summary>The same of logits (B, T, V).</summary>
    internal static Tensor Loss(Tensor logits, Tensor y) => nn.functional.cross_entropy(logits.view(-1, logits.size(-1)), y.view(-1)); // ()
}
