// Both engines learn the same: a hundred steps beside each other, and checkpoints that go from one to the other and back.
namespace AttentionLab.Engines.Tests;

public sealed class TrainingParityTests
{
    /// <summary>Of a loss; 7e-7 was seen.</summary>
    private const double Tolerance = 5e-6;

    /// <summary>A number at ReLU's kink may let its gradient through on one engine and not on the other: 3e-4 was seen, never before step 40.</summary>
    private const double KinkTolerance = 5e-3;

    private const int SureSteps = 20;

    public static IEnumerable<object[]> Names => BothEngines.Names.Select(name => new[] { name[0], OptimizerKind.AdamW })
        .Concat([["tiny", OptimizerKind.Muon], ["tiny", OptimizerKind.Sgd], ["average-residual", OptimizerKind.Muon]]);

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void Train_AHundredSteps_GivesTheSameCurve(string name, OptimizerKind optimizer)
    {
        var training = BothEngines.Training with { Optimizer = optimizer };
        using var managed = BothEngines.Managed.Train(BothEngines.Models[name], training, BothEngines.Corpus, BothEngines.Seed, 1);
        using var torchSharp = BothEngines.TorchSharp.Train(BothEngines.Models[name], training, BothEngines.Corpus, BothEngines.Seed, 1);
        Assert.Equal(BothEngines.Saved(managed), BothEngines.Saved(torchSharp)); // they begin with the same bits
        bool isSmooth = BothEngines.Models[name] is not { Activation: Activation.Relu, FeedForward: true };
        double began = 0, ended = 0;
        for (int step = 1; step <= 100; step++)
        {
            StepResult one = managed.Step(), other = torchSharp.Step();
            bool isClose = isSmooth || step <= SureSteps;
            Assert.Equal(one.Loss, other.Loss, isClose ? Tolerance : KinkTolerance);
            if (isClose) Assert.Equal(1, other.GradientNorm / one.GradientNorm, 1e-4);
            if (step == 1) began = one.Loss;
            ended = one.Loss;
        }
        Assert.InRange(ended, 0, began - 0.05); // and they learn something
    }

    [LibtorchTheory]
    [InlineData("tiny", OptimizerKind.AdamW)]
    [InlineData("gpt-2", OptimizerKind.AdamW)]
    [InlineData("bigram", OptimizerKind.AdamW)]
    [InlineData("wavenet", OptimizerKind.AdamW)]
    [InlineData("tiny", OptimizerKind.Muon)]
    [InlineData("tiny", OptimizerKind.Sgd)]
    public void Resume_OnTheOtherEngineAndBack_KeepsEveryBitOfWeightsAndMoments(string name, OptimizerKind optimizer)
    {
        var (config, training) = (BothEngines.Models[name], BothEngines.Training with { Optimizer = optimizer });
        foreach (var (engine, another) in new[] { (BothEngines.Managed, BothEngines.TorchSharp), (BothEngines.TorchSharp, BothEngines.Managed) })
        {
            using var trainer = engine.Train(config, training, BothEngines.Corpus, BothEngines.Seed, 1);
            for (int step = 0; step < 20; step++) trainer.Step();
            byte[] saved = BothEngines.Saved(trainer);
            using var there = BothEngines.Resume(another, saved, config, training);
            byte[] seen = BothEngines.Saved(there);
            Assert.Equal(saved, seen);
            using var back = BothEngines.Resume(engine, seen, config, training);
            for (int step = 0; step < 10; step++)
            {
                double loss = trainer.Step().Loss;
                Assert.Equal(loss, back.Step().Loss);
                Assert.Equal(loss, there.Step().Loss, Tolerance);
            }
            Assert.Equal(BothEngines.Saved(trainer), BothEngines.Saved(back));
        }
    }
}
