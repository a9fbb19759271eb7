// The accuracy on a task: counted by hand, asked of a model, and learned.
namespace AttentionLab.Model.Tests;

public class AnswerScorerTests
{
    private static readonly Corpus Reverse = TaskCorpus.Write(SequenceTask.Reverse, new(3, 6));

    private static readonly GptConfig Config = new() { Vocabulary = Reverse.Tokenizer.Vocabulary, Layers = 2, Heads = 2, Channels = 32, Context = 8 };

    private static readonly TrainingConfig Training = new() { Batch = 32, Steps = 300, LearningRate = 5e-3, MinLearningRate = 5e-4, Warmup = 20, EvalBatches = 2 };

    [Fact]
    public void Score_HandMadeAnswers_CountsWholeAnswersAndTokens()
    {
        int[][] right = [.. Reverse.Validation.Chunk(8).Take(4).Select(example => example[4..7])];
        int[] oneWrong = [right[1][0], right[1][1], Other(right[1][2])];
        int[] allWrong = [Other(right[2][0]), Other(right[2][1]), Other(right[2][2])];
        var score = new AnswerScorer(Reverse, Reverse.Task!).Score([right[0], oneWrong, allWrong, right[3]]);
        Assert.Equal(2.0 / 4, score.Accuracy);
        Assert.Equal(8.0 / 12, score.TokenAccuracy);
        Assert.Equal(Reverse.Tokenizer.Decode(right[0]), score.Completions[0].Right);
        Assert.Equal(score.Completions[0].Right, score.Completions[0].Given);
        Assert.NotEqual(score.Completions[1].Right, score.Completions[1].Given);
        Assert.Equal(string.Concat(score.Completions[0].Right.Reverse()) + ">", score.Completions[0].Question);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the answer itself must not be seen through the missing mask
    public void Measure_AnyModel_AnswersAsTheSamplerDoes(bool mask)
    {
        using var trainer = new Trainer(Config with { Mask = mask }, Training, Reverse, 5);
        for (int step = 0; step < 15; step++) trainer.Step();
        var score = trainer.EstimateLoss().Answers!;
        using var sampler = new InferenceModel(trainer.Snapshot());
        foreach (var completion in score.Completions)
        {
            var sampled = sampler.Generate(Reverse.Tokenizer.Encode(completion.Question), new() { Tokens = 3, Temperature = 0 });
            Assert.Equal(completion.Given, Reverse.Tokenizer.Decode(sampled.Select(token => token.Id)));
        }
        Assert.InRange(score.TokenAccuracy, 0.01, 0.99);
    }

    [Fact]
    public void Measure_ATrainedModel_AnswersHeldOutExamples()
    {
        using var trainer = new Trainer(Config, Training, Reverse, 5);
        double before = trainer.EstimateLoss().Answers!.Accuracy;
        for (int step = 0; step < Training.Steps; step++) trainer.Step();
        var after = trainer.EstimateLoss().Answers!;
        Assert.True(before < 0.1 && after.Accuracy > 0.9, $"accuracy {before} before, {after.Accuracy} after");
    }

    [Fact]
    public void EstimateLoss_OfAText_HasNoAnswers()
    {
        using var trainer = new Trainer(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 1);
        Assert.Null(trainer.EstimateLoss().Answers);
    }

    [Fact]
    public void Batch_OfExamples_AsksForAnswersAlone()
    {
        var batches = new BatchTensors(new ExampleBatcher(Reverse.Train, Reverse.Task!, batch: 3, context: 22, seed: 1));
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (x, y) = batches.Batch(RandomStream.Batches, 4);
        Assert.Equal([9, 7], x.shape); // 3 windows of 3 examples
        Assert.All(y.data<long>().ToArray().Chunk(7), row => Assert.Equal([-100, -100, -100], row[..3]));
        foreach (var (inputs, asked) in x.data<long>().ToArray().Chunk(7).Zip(y.data<long>().ToArray().Chunk(7)))
        {
            string example = Reverse.Tokenizer.Decode([.. inputs.Select(id => (int)id), (int)asked[^1]]);
            Assert.Matches("^[a-f]{3}>[a-f]{3}\n$", example);
            Assert.Equal(inputs[4..], asked[3..6]);
        }
    }

    [Fact]
    public void Restore_ATaskRun_GoesOnBitForBit()
    {
        using var whole = new Trainer(Config, Training, Reverse, 5);
        for (int step = 0; step < 6; step++) whole.Step();
        using var saved = new MemoryStream();
        whole.Save(saved);
        double[] expected = [.. Enumerable.Range(0, 4).Select(_ => whole.Step().Loss)];
        saved.Position = 0;
        using var again = Trainer.Restore(saved, Config, Training, TaskCorpus.Write(SequenceTask.Reverse, new(3, 6)), 5);
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(_ => again.Step().Loss));
    }

    private static int Other(int id) => (id + 1) % Reverse.Tokenizer.Vocabulary;
}
