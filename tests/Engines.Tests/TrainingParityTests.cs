// Both engines learn the same: a hundred steps beside each other, and checkpoints that go from one to the other and back.
namespace AttentionLab.Engines.Tests;

public sealed class TrainingParityTests
{
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
        double began = 0, ended = 0, apart = 0;
        for (int step = 1; step <= 100; step++)
        {
            StepResult one = managed.Step(), other = torchSharp.Step();
            if (step == 1) began = one.Loss;
            (ended, apart) = (one.Loss, Math.Max(apart, Math.Abs(one.Loss - other.Loss)));
            // Later a ReLU that is at its kink may turn its gradient on for one and off for the other.
            if (step <= 10) Assert.Equal(1, other.GradientNorm / one.GradientNorm, 1e-4);
        }
        Assert.InRange(apart, 0, 5e-5);
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
                Assert.Equal(loss, there.Step().Loss, 5e-5);
            }
            Assert.Equal(BothEngines.Saved(trainer), BothEngines.Saved(back));
        }
    }
}
