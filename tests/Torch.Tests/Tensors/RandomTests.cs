// Random tensors: the same seed gives the same numbers, and the numbers have the distribution they should.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Tensors;

public sealed class RandomTests
{
    [Fact]
    public void Seed_Same_GivesTheSameNumbers()
    {
        using var scope = NewDisposeScope();
        using var a = new Generator(42);
        using var b = new Generator(42);
        Assert.Equal(randn(100, generator: a).data<float>().ToArray(), randn(100, generator: b).data<float>().ToArray());
        Assert.NotEqual(rand(100, generator: a).data<float>().ToArray(), rand(100, generator: a).data<float>().ToArray());
    }

    [Fact]
    public void State_Restored_ContinuesTheSame()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        rand(3, generator: generator);
        var state = generator.get_state();
        var first = randint(0, 1000, [5], generator: generator).data<long>().ToArray();
        generator.set_state(state);
        Assert.Equal(first, randint(0, 1000, [5], generator: generator).data<long>().ToArray());
        Assert.Equal(7, generator.initial_seed());
        Assert.Throws<ArgumentException>(() => generator.set_state(ones(3)));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Normal_ManyNumbers_HaveMeanZeroAndDeviationOne(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = randn(40_000, type, generator: generator).to_type(ScalarType.Float64);
        Assert.InRange(x.mean().item<double>(), -0.02, 0.02);
        Assert.InRange(x.std().item<double>(), 0.98, 1.02);
        Assert.InRange(x.pow(4).mean().item<double>(), 2.8, 3.2);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Uniform_ManyNumbers_FillTheInterval(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var x = empty(40_000, type).uniform_(-2, 6, generator).to_type(ScalarType.Float64);
        Assert.InRange(x.min().item<double>(), -2, -1.99);
        Assert.InRange(x.max().item<double>(), 5.99, 6);
        Assert.InRange(x.mean().item<double>(), 1.95, 2.05);
    }

    [Fact]
    public void Randint_ManyNumbers_StayWithinAndReachBothEnds()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var x = randint(-3, 4, [5000], generator: generator).data<long>().ToArray();
        Assert.Equal([-3L, -2, -1, 0, 1, 2, 3], x.Distinct().Order());
        Assert.Throws<ArgumentException>(() => randint(5, 5, [1]));
    }

    [Fact]
    public void Randperm_Hundred_IsAPermutation()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var x = randperm(100, generator: generator).data<long>().ToArray();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), x.Order());
        Assert.NotEqual(x.Order(), x);
    }

    [Fact]
    public void Multinomial_ManyDraws_FollowTheWeights()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var drawn = tensor(new[] { 1f, 0f, 3f }).multinomial(20_000, replacement: true, generator).data<long>().ToArray();
        Assert.DoesNotContain(1L, drawn);
        Assert.InRange(drawn.Count(i => i == 2) / 20_000.0, 0.74, 0.76);
    }

    [Fact]
    public void Multinomial_WithoutReplacement_NeverRepeats()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(6);
        var drawn = rand(50, 8, generator: generator).multinomial(8, generator: generator);
        Assert.Equal([50L, 8], drawn.shape);
        for (var row = 0; row < 50; row++) Assert.Equal(8, drawn[row].data<long>().ToArray().Distinct().Count());
    }

    [Fact]
    public void Multinomial_BadWeights_SaysWhatIsWrong()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("only 1 of the probabilities are above 0",
            Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, 0f }).multinomial(2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, -1f }).multinomial(1));
        Assert.Throws<ArgumentException>(() => tensor(new[] { float.NaN, 1f }).multinomial(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ones(2).multinomial(3));
        Assert.Throws<ArgumentException>(() => arange(3).multinomial(1));
    }

    [Fact]
    public void Bernoulli_ManyDraws_FollowTheProbability()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8);
        Assert.InRange(full(20_000, 0.3).bernoulli(generator).mean().item<float>(), 0.28f, 0.32f);
        Assert.InRange(empty(20_000).bernoulli_(0.8, generator).mean().item<float>(), 0.78f, 0.82f);
    }
}
