// What the managed engine alone promises: a step leaves next to nothing behind, and any number of threads takes the same steps.
namespace AttentionLab.Model.Tests;

[Collection("manual_seed")]
public sealed class ManagedPromiseTests
{
    // Handles that users see are never used again: they are most of what is left.
    [Theory]
    [InlineData("tiny", 200)]
    [InlineData("small", 40)]
    public void Step_Settled_AllocatesLessThanTenKilobytes(string preset, int steps)
    {
        Corpus corpus = SmallModel.Corpus();
        Preset size = Presets.Find(preset)!;
        using Trainer trainer = new(size.Model with { Vocabulary = corpus.Tokenizer.Vocabulary }, size.Training, corpus, 11);
        for (int i = 0; i < steps; i++) trainer.Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < steps; i++) trainer.Step();
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / steps, 1, 10_000);
    }

    [Fact]
    public void Training_OneTwoOrThreeThreads_GivesTheSameBits()
    {
        var one = WholeTraining.Run(threads: 1);
        WholeTraining.AssertSame(one, WholeTraining.Run(threads: 2));
        WholeTraining.AssertSame(one, WholeTraining.Run(threads: 3));
    }
}
