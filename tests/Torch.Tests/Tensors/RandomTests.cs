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
        Assert.NotEqual(randn(100, generator: a).data<float>().ToArray(), randn(100, generator: a).data<float>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Normal_ManyNumbers_HaveMeanZeroAndDeviationOne(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = zeros([40_000], type).normal_(generator: generator).to_type(ScalarType.Float64);
        Assert.InRange(x.mean().item<double>(), -0.02, 0.02);
        Assert.InRange(x.Deviation(), 0.98, 1.02);
        Assert.InRange(x.pow(4).mean().item<double>(), 2.8, 3.2);
    }
}
