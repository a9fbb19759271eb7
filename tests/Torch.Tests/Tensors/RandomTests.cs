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
        Assert.NotEqual(rand([100], generator: a).data<float>().ToArray(), rand([100], generator: a).data<float>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Normal_ManyNumbers_HaveMeanZeroAndDeviationOne(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = randn([40_000], type, generator: generator).to_type(ScalarType.Float64);
        Assert.InRange(x.mean().item<double>(), -0.02, 0.02);
        Assert.InRange(x.Deviation(), 0.98, 1.02);
        Assert.InRange(x.pow(4).mean().item<double>(), 2.8, 3.2);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Uniform_ManyNumbers_FillTheInterval(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var x = (rand([40_000], type, generator: generator) * 8 + -2).to_type(ScalarType.Float64);
        Assert.InRange(x.neg().max().neg().item<double>(), -2, -1.99);
        Assert.InRange(x.max().item<double>(), 5.99, 6);
        Assert.InRange(x.mean().item<double>(), 1.95, 2.05);
    }

    [Fact]
    public void Bernoulli_ManyDraws_FollowTheProbability()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8);
        Assert.InRange(zeros(20_000).bernoulli_(0.3, generator).mean().item<float>(), 0.28f, 0.32f);
        Assert.InRange(zeros(20_000).bernoulli_(0.8, generator).mean().item<float>(), 0.78f, 0.82f);
    }
}
