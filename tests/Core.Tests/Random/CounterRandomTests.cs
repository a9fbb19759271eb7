// The counter's random numbers: fixed for ever, evenly spread, independent of order.
namespace AttentionLab.Core.Tests;

public class CounterRandomTests
{
    [Fact]
    public void Bits_OfFixedInputs_NeverChange()
    {
        // From the same function in Goldens/make_goldens.py.
        Assert.Equal(0x238275BC38FCBE91UL, CounterRandom.Bits(0, 0, 0));
        Assert.Equal(0x1F42087C0A08723AUL, CounterRandom.Bits(1337, 6, 42));
    }

    [Fact]
    public void Below_Many_StaysInRangeAndReachesAll()
    {
        var counts = new int[7];
        for (ulong i = 0; i < 7000; i++) counts[CounterRandom.Below(7, 1, 2, i)]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Normal_Many_HasMeanZeroAndDeviationOne()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => CounterRandom.Normal(3, 4, (ulong)i))];
        Assert.InRange(values.Average(), -0.015, 0.015);
        Assert.InRange(values.Sum(value => value * value) / values.Length, 0.98, 1.02);
        Assert.InRange(values.Zip(values.Skip(1), (a, b) => a * b).Average(), -0.015, 0.015);
    }

    [Fact]
    public void Uniform_OtherStream_IsOther() => Assert.NotEqual(CounterRandom.Uniform(1, 2, 3), CounterRandom.Uniform(1, 3, 2));
}
