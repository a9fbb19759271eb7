// What an engine hands out, made of the model; compiled once for each engine.
namespace AttentionLab.Model;

internal sealed class ModelEngine(string name) : IEngine
{
    public string Name => name;

    public void StartThreads(int threads) => ComputingThread.StartAll(threads);

    public ITrainer Train(GptConfig config, TrainingConfig training, Corpus corpus, long seed, int threads) => new Trainer(config, training, corpus, seed, threads);

    public ITrainer Resume(Stream checkpoint, GptConfig config, TrainingConfig training, Corpus corpus, long seed, int threads) =>
        Trainer.Restore(checkpoint, config, training, corpus, seed, threads);

    public IInferenceModel Load(WeightSnapshot weights) => new InferenceModel(weights);

    public Contracts.Facts Measure(WeightSnapshot weights, TextWindows windows)
    {
        ComputingThread.Answers();
        return FactMeasure.Of(weights, windows);
    }

    public ThreeAverages Average(int tokens, int channels, long seed)
    {
        ComputingThread.Answers();
        return AverageForms.Compute(tokens, channels, seed);
    }

    public ThreeAverages AverageWorkedExample()
    {
        ComputingThread.Answers();
        return AverageForms.WorkedExample();
    }

    public double[] TimeAverages(int tokens, int channels)
    {
        ComputingThread.Answers();
        return AverageTiming.Microseconds(tokens, channels);
    }

    public HeadCapture CaptureLessonRow()
    {
        ComputingThread.Answers();
        return LessonRowCapture.Compute();
    }
}
