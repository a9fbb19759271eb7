// Every impossible training is named; the learning rate follows its schedule.
namespace AttentionLab.Core.Tests;

public class TrainingConfigTests
{
    public static TheoryData<TrainingConfig, string, string> Impossible => new()
    {
        { new() { Batch = 0 }, "training.batch", "256" },
        { new() { Batch = 257 }, "training.batch", "257" },
        { new() { Steps = -5 }, "training.steps", "-5" },
        { new() { Steps = 2_000_000 }, "training.steps", "1,000,000" },
        { new() { LearningRate = 0, MinLearningRate = 0 }, "training.learningRate", "above 0" },
        { new() { LearningRate = double.NaN }, "training.learningRate", "NaN" },
        { new() { MinLearningRate = -1 }, "training.minLearningRate", "-1" },
        { new() { MinLearningRate = 0.5 }, "training.minLearningRate", "0.001" },
        { new() { Warmup = -1 }, "training.warmup", "-1" },
        { new() { WeightDecay = -0.1 }, "training.weightDecay", "-0.1" },
        { new() { GradientClip = double.PositiveInfinity }, "training.gradientClip", "1,000,000" },
        { new() { EvalEvery = 0 }, "training.evalEvery", "0" },
        { new() { EvalBatches = 0 }, "training.evalBatches", "1,000" },
        { new() { Optimizer = (OptimizerKind)7 }, "training.optimizer", "adamw, sgd, muon" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Problems_ImpossibleValue_NamesKeyAndWhatIsAllowed(TrainingConfig config, string key, string part)
    {
        ConfigProblem problem = Assert.Single(config.Problems());
        Assert.Equal(key, problem.Key);
        Assert.Contains(part, problem.Message);
    }

    [Fact]
    public void LearningRateAt_WarmupAndCosine_RisesThenFallsToTheMinimum()
    {
        var config = new TrainingConfig { LearningRate = 1, MinLearningRate = 0.2, Warmup = 10, Steps = 110 };
        Assert.Equal(0.1, config.LearningRateAt(1), 12);
        Assert.Equal(1.0, config.LearningRateAt(10), 12);
        Assert.Equal(0.6, config.LearningRateAt(60), 12);
        Assert.Equal(0.2, config.LearningRateAt(110), 12);
        Assert.Equal(0.2, config.LearningRateAt(500), 12);
    }

    [Fact]
    public void LearningRateAt_NoWarmupAndEqualMinimum_IsConstant()
    {
        var config = new TrainingConfig { LearningRate = 3e-4, MinLearningRate = 3e-4, Warmup = 0, Steps = 50 };
        Assert.All(new[] { 0, 1, 25, 50, 51 }, step => Assert.Equal(3e-4, config.LearningRateAt(step), 15));
    }

    [Fact]
    public void LimitsProblems_ModelAboveTheMachinesMemory_NamesBatchAndBothSizes()
    {
        var huge = new GptConfig { Layers = 24, Heads = 16, Channels = 1024, Context = 1024 };
        long needed = ModelLimits.TrainingBytes(huge, 256);
        if (needed < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) Assert.Empty(ModelLimits.Problems(huge, new() { Batch = 256 }));
        else Assert.Equal("training.batch", Assert.Single(ModelLimits.Problems(huge, new() { Batch = 256 })).Key);
    }
}
