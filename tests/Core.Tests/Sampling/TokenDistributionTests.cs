// Temperature, top-k and top-p on logits that can be checked by hand.
namespace AttentionLab.Core.Tests;

public class TokenDistributionTests
{
    // Probabilities 0.1, 0.4, 0.2, 0.3.
    private static readonly float[] Logits = [MathF.Log(1), MathF.Log(4), MathF.Log(2), MathF.Log(3)];

    private static double[] Probabilities(SamplerSettings settings)
    {
        var distribution = new TokenDistribution(Logits, settings);
        return [.. Enumerable.Range(0, 4).Select(id => distribution[id])];
    }

    private static void Close(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));

    [Fact]
    public void Probabilities_TemperatureOne_AreTheModels() => Close([0.1, 0.4, 0.2, 0.3], Probabilities(new()));

    [Fact]
    public void Probabilities_TemperatureHalf_AreTheSquares() => Close([1 / 30.0, 16 / 30.0, 4 / 30.0, 9 / 30.0], Probabilities(new() { Temperature = 0.5 }));

    [Fact]
    public void Probabilities_TemperatureZero_IsTheLikeliest() => Close([0, 1, 0, 0], Probabilities(new() { Temperature = 0 }));

    [Fact]
    public void Probabilities_TopTwo_AreSharedAnew() => Close([0, 4 / 7.0, 0, 3 / 7.0], Probabilities(new() { TopK = 2 }));

    [Theory]
    [InlineData(0.35, 1)]
    [InlineData(0.45, 2)]
    [InlineData(0.75, 3)]
    [InlineData(0.95, 4)]
    [InlineData(1e-9, 1)]
    public void Probabilities_TopP_KeepsTheFewestThatReachIt(double topP, int kept) =>
        Assert.Equal(kept, Probabilities(new() { TopP = topP }).Count(p => p > 0));

    [Fact]
    public void Probabilities_TopKThenTopP_TopPIsOfWhatIsLeft() => Close([0, 1, 0, 0], Probabilities(new() { TopK = 2, TopP = 0.5 }));

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.39, 1)]
    [InlineData(0.41, 3)]
    [InlineData(0.71, 2)]
    [InlineData(0.91, 0)]
    [InlineData(0.9999999999999999, 0)]
    public void Draw_Uniform_FallsIntoTheRightShare(double uniform, int id) => Assert.Equal(id, new TokenDistribution(Logits, new()).Draw(uniform));

    [Fact]
    public void Draw_Many_HasTheProbabilities()
    {
        var distribution = new TokenDistribution(Logits, new());
        var counts = new double[4];
        for (ulong i = 0; i < 20_000; i++) counts[distribution.Draw(CounterRandom.Uniform(1, RandomStream.Sampler, i))] += 1 / 20_000.0;
        Assert.All(counts.Zip([0.1, 0.4, 0.2, 0.3]), pair => Assert.Equal(pair.Second, pair.First, 0.02));
    }

    [Fact]
    public void Entropy_OfFourEqual_IsLogFour() => Assert.Equal(Math.Log(4), new TokenDistribution([2, 2, 2, 2], new()).Entropy, 1e-12);

    [Fact]
    public void Candidates_OfThree_AreTheLikeliestInOrder()
    {
        var candidates = new TokenDistribution(Logits, new() { TopK = 2 }).Candidates(3);
        Assert.Equal([(1, 1), (3, 2), (2, 3)], candidates.Select(candidate => (candidate.Id, candidate.Rank)));
        Assert.Equal(0f, candidates[2].Probability);
        Assert.Equal(Logits[1], candidates[0].Logit);
    }

    [Fact]
    public void Probabilities_HugeLogits_StayFinite() => Assert.Equal(1.0, new TokenDistribution([1e4f, -1e4f], new() { Temperature = 0.1 })[0]);

    [Fact]
    public void Constructor_NotANumber_SaysThatTrainingDiverged() =>
        Assert.Contains("diverged", Assert.Throws<ModelException>(() => new TokenDistribution([0, float.NaN], new())).Message);

    [Fact]
    public void Describe_AfterTemperatureAndTopK_HasBothDistributions()
    {
        var distribution = new TokenDistribution(Logits, new() { Temperature = 0.5, TopK = 2 });
        CandidateToken likeliest = distribution.Describe(1), last = distribution.Describe(0);
        Assert.Equal(2, distribution.Drawable);
        Assert.Equal((1, 4), (likeliest.Rank, last.Rank));
        Assert.Equal(0.4f, likeliest.OwnProbability, 1e-6f);
        Assert.Equal(MathF.Log(0.4f), likeliest.OwnLogProbability, 1e-6f);
        Assert.Equal(16 / 25f, likeliest.Probability, 1e-6f);
        Assert.Equal(MathF.Log(16 / 25f), likeliest.LogProbability!.Value, 1e-6f);
        Assert.Equal(0.1f, last.OwnProbability, 1e-6f);
        Assert.Equal((0f, null), (last.Probability, last.LogProbability));
    }

    [Fact]
    public void Describe_ProbabilityTooSmallForItsNumber_KeepsItsLogarithm()
    {
        CandidateToken faint = new TokenDistribution([0, -200], new() { Temperature = 0.1 }).Describe(1);
        Assert.Equal((0f, -2000f), (faint.Probability, faint.LogProbability));
        Assert.Equal((0f, -200f), (faint.OwnProbability, faint.OwnLogProbability));
    }

    [Fact]
    public void Describe_TemperatureZero_AllowsOne()
    {
        var distribution = new TokenDistribution(Logits, new() { Temperature = 0 });
        Assert.Equal((1, 0f), (distribution.Drawable, distribution.Describe(1).LogProbability));
        Assert.Null(distribution.Describe(3).LogProbability);
    }

    [Fact]
    public void OwnEntropy_WhateverTheSettings_IsTheModels()
    {
        double byHand = -((0.1 * Math.Log(0.1)) + (0.4 * Math.Log(0.4)) + (0.2 * Math.Log(0.2)) + (0.3 * Math.Log(0.3)));
        var distribution = new TokenDistribution(Logits, new() { Temperature = 0.3, TopP = 0.5 });
        Assert.Equal(byHand, distribution.OwnEntropy, 1e-6);
        Assert.True(distribution.Entropy < byHand);
    }
}
