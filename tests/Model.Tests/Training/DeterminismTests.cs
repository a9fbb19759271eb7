// The same seed gives the same bits on the same number of threads: a whole training with dropout, its estimates, its samples.
namespace AttentionLab.Model.Tests;

[Collection("manual_seed")]
public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Training_SameThreads_GivesTheSameBits(int threads) => WholeTraining.AssertSame(WholeTraining.Run(threads), WholeTraining.Run(threads));

    [Fact]
    public void Training_AnotherSeed_GivesOtherBits() => Assert.NotEqual(WholeTraining.Run(threads: 2).Losses, WholeTraining.Run(threads: 2, seed: 4).Losses);

    [Fact]
    public void Training_AfterAnAnswerOnOneThread_ComputesWithItsOwnThreads()
    {
        var expected = WholeTraining.Run(threads: 2);
        using var model = new InferenceModel(ModelWeights.Copy(SmallModel.Make(), 0));
        model.Capture(SmallModel.Tokens); // which sets the threads of whoever starts next
        WholeTraining.Result? after = null;
        var thread = new Thread(() => after = WholeTraining.Run(threads: 2));
        thread.Start();
        thread.Join();
        WholeTraining.AssertSame(expected, after!);
    }
}
