// The trainer learns, repeats itself exactly, resumes exactly, and survives a loss that is not a number.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Model.Tests;

[Collection("manual_seed")]
public class TrainerTests
{
    private static Trainer Make(GptConfig? config = null, TrainingConfig? training = null, long seed = 11) =>
        new(config ?? SmallModel.Config, training ?? SmallModel.Training, SmallModel.Corpus(), seed);

    private static double[] Steps(Trainer trainer, int count) => [.. Enumerable.Range(0, count).Select(_ => trainer.Step().Loss)];

    private static void Same(WeightSnapshot expected, WeightSnapshot actual) =>
        Assert.All(expected.Tensors, weight => Assert.Equal(weight.Value.Data, actual.Tensors[weight.Key].Data));

    private static Trainer SaveAndRestore(Trainer trainer)
    {
        var stream = new MemoryStream();
        trainer.Save(stream);
        stream.Position = 0;
        return Trainer.Restore(stream, trainer.Model.Config, trainer.Training, SmallModel.Corpus(), 11);
    }

    [Theory]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.Muon)]
    public void Step_SixtyTimes_LowersBothLosses(OptimizerKind optimizer)
    {
        using Trainer trainer = Make(training: SmallModel.Training with { Optimizer = optimizer });
        LossEstimate before = trainer.EstimateLoss();
        Steps(trainer, 60);
        LossEstimate after = trainer.EstimateLoss();
        Assert.InRange(before.TrainLoss, 2.4, 2.7);
        Assert.InRange(after.TrainLoss, 0, before.TrainLoss - 1);
        Assert.InRange(after.ValLoss, 0, before.ValLoss - 1);
        Assert.Equal((0, 60), (before.Step, after.Step));
    }

    [Fact]
    public void Step_First_SaysWhatItDid()
    {
        using Trainer trainer = Make();
        StepResult step = trainer.Step();
        Assert.Equal((1, true, 1), (step.Step, step.IsFinite, trainer.StepsDone));
        Assert.Equal(Math.Log(13), step.Loss, 0.1);
        Assert.Equal(trainer.Training.LearningRateAt(1), step.LearningRate);
        Assert.True(step.GradientNorm > 0);
        Assert.True(step.TokensPerSecond > 0);
    }

    [Theory]
    [InlineData(0.0, OptimizerKind.AdamW)]
    [InlineData(0.3, OptimizerKind.AdamW)]
    [InlineData(0.0, OptimizerKind.Sgd)]
    [InlineData(0.3, OptimizerKind.Muon)]
    public void Restore_InTheMiddle_GoesOnBitForBit(double dropout, OptimizerKind optimizer)
    {
        GptConfig config = SmallModel.Config with { Dropout = dropout };
        TrainingConfig training = SmallModel.Training with { Optimizer = optimizer };
        using Trainer unbroken = Make(config, training), broken = Make(config, training);
        double[] expected = Steps(unbroken, 14);
        double[] first = Steps(broken, 6);
        using Trainer restored = SaveAndRestore(broken);
        Assert.Equal(6, restored.StepsDone);
        Assert.Equal(expected, first.Concat(Steps(restored, 8)));
        Same(unbroken.Snapshot(), restored.Snapshot());
    }

    [Fact]
    public void Step_EstimatesAndProbesBetween_ChangeNothing()
    {
        GptConfig config = SmallModel.Config with { Dropout = 0.3 };
        using Trainer quiet = Make(config), watched = Make(config);
        double[] expected = Steps(quiet, 6);
        var losses = new List<double>();
        for (int i = 0; i < 6; i++)
        {
            losses.Add(watched.Step().Loss);
            watched.EstimateLoss();
            ProbeWeights.Capture(watched.Model, SmallModel.Tokens);
            using var beside = new InferenceModel(watched.Snapshot());
            Assert.Equal(15, beside.Generate([1], new() { Tokens = 15, Attention = i % 2 == 0 }).Count()); // beyond the context
        }
        Assert.Equal(expected, losses);
    }

    [Fact]
    public void EstimateLoss_Twice_IsEqual()
    {
        using Trainer trainer = Make(SmallModel.Config with { Dropout = 0.3 });
        Assert.Equal(trainer.EstimateLoss(), trainer.EstimateLoss());
    }

    [Fact]
    public void MeasureLoss_LeftHalfWay_ChangesNothingAndLeaksNoTensor()
    {
        using Trainer trainer = Make(), twin = Make();
        LossEstimate whole = twin.EstimateLoss();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var pieces = trainer.MeasureLoss(trainer.Snapshot()).GetEnumerator())
        {
            for (int piece = 0; piece < 4; piece++) Assert.True(pieces.MoveNext() && pieces.Current is null);
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(whole, trainer.EstimateLoss());
        Assert.Equal(Steps(twin, 3), Steps(trainer, 3));
    }

    [Fact]
    public void MeasureLoss_BatchOfManyTokens_IsCutWithoutChangingItsMean()
    {
        var training = SmallModel.Training with { Batch = 250, EvalBatches = 1 }; // 2,500 tokens: 204 and 46 windows
        using Trainer trainer = Make(training: training);
        var pieces = trainer.MeasureLoss(trainer.Snapshot()).ToArray();
        Assert.Equal(2 + 2 + 1, pieces.Length);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = new BatchTensors(new WindowBatcher(SmallModel.Corpus().Validation, 250, SmallModel.Config.Context, 11)).Batch(RandomStream.ValidationEstimate, 0); // (B, T), (B, T)
        Assert.Equal(Trainer.Loss(trainer.Model, x, y).item<float>(), pieces[^1]!.ValLoss, 1e-6);
    }

    [Fact]
    public void Untrained_AfterSteps_IsWhatTheRunBeganWith()
    {
        using Trainer trainer = Make();
        WeightSnapshot began = trainer.Snapshot();
        LossEstimate estimate = trainer.EstimateLoss();
        Steps(trainer, 3);
        Same(began, trainer.Untrained());
        Assert.Equal(estimate, trainer.MeasureLoss(trainer.Untrained()).Last());
    }

    [Fact]
    public void Step_WeightNotANumber_LeavesWeightsAndIsNotCounted()
    {
        using Trainer trainer = Make();
        trainer.Step();
        using (no_grad()) trainer.Model.named_parameters().Single(entry => entry.name == "head.bias").parameter.fill_(float.NaN);
        WeightSnapshot before = trainer.Snapshot();
        StepResult step = trainer.Step();
        Assert.False(step.IsFinite);
        Assert.Contains("nan", step.Cause, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((2, 1), (step.Step, trainer.StepsDone));
        Same(before, trainer.Snapshot());
    }

    [Fact]
    public void SetLearningRate_WhileRunning_MovesTheSchedule()
    {
        using Trainer trainer = Make();
        trainer.SetLearningRate(5e-3);
        Assert.Equal(0.5 * trainer.Training.LearningRateAt(1), trainer.Step().LearningRate, 1e-15);
        using Trainer restored = SaveAndRestore(trainer);
        Assert.Equal(trainer.Step().LearningRate, restored.Step().LearningRate);
        Assert.Equal("training.learningRate", Assert.Throws<ModelException>(() => trainer.SetLearningRate(0)).Key);
    }

    [Theory]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.Muon)]
    public void Step_Many_LeaksNoTensor(OptimizerKind optimizer)
    {
        using Trainer trainer = Make(SmallModel.Config with { Dropout = 0.2 }, SmallModel.Training with { Optimizer = optimizer });
        Steps(trainer, 3);
        trainer.EstimateLoss();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Steps(trainer, 10);
        trainer.EstimateLoss();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Constructor_VocabularyOfAnotherText_Throws()
    {
        var error = Assert.Throws<ModelException>(() => Make(SmallModel.Config with { Vocabulary = 65 }));
        Assert.Equal("model.vocabulary", error.Key);
        Assert.Contains("13 different tokens", error.Message);
    }

    [Fact]
    public void Restore_OfAnotherRun_NamesTheDifference()
    {
        using Trainer trainer = Make();
        var stream = new MemoryStream();
        trainer.Save(stream);
        Assert.Equal("seed", Refused(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 12));
        Assert.Equal("model", Refused(SmallModel.Config with { Layers = 1 }, SmallModel.Training, SmallModel.Corpus(), 11));
        Assert.Equal("training.batch", Refused(SmallModel.Config, SmallModel.Training with { Batch = 5 }, SmallModel.Corpus(), 11));
        Assert.Equal("corpus", Refused(SmallModel.Config, SmallModel.Training, SmallModel.Corpus(1999), 11));

        string? Refused(GptConfig config, TrainingConfig training, Corpus corpus, long seed)
        {
            stream.Position = 0;
            return Assert.Throws<ModelException>(() => Trainer.Restore(stream, config, training, corpus, seed)).Key;
        }
    }

    [Fact]
    public void Restore_OfWeightsOnly_SaysSo()
    {
        using Trainer trainer = Make();
        var stream = new MemoryStream();
        trainer.Snapshot().WriteSafetensors(stream);
        stream.Position = 0;
        Assert.Contains("weights only", Assert.Throws<ModelException>(() => Trainer.Restore(stream, SmallModel.Config, SmallModel.Training, SmallModel.Corpus(), 11)).Message);
    }
}
