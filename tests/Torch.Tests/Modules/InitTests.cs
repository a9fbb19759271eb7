// Starting values: ranges and deviations that the formulas give, on tensors large enough to measure.
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace AttentionLab.Torch.Tests.Modules;

public class InitTests
{
    [Theory]
    [InlineData("kaiming_uniform", 0.1767767)] // sqrt(3) sqrt(2 / 192)
    [InlineData("xavier_uniform", 0.1530931)] // sqrt(6 / 256)
    public void UniformInit_FillsItsWholeRange_AndNoMore(string name, double bound)
    {
        using var weights = zeros(64, 192);
        _ = name == "kaiming_uniform" ? kaiming_uniform_(weights) : xavier_uniform_(weights);
        float[] values = weights.data<float>().ToArray();
        Assert.InRange(values.Max(), 0.98 * bound, 1.000001 * bound);
        Assert.InRange(values.Min(), -1.000001 * bound, -0.98 * bound);
        Assert.Equal(bound / Math.Sqrt(3), Deviation(values), 0.02 * bound);
    }

    [Theory]
    [InlineData("normal", 0.02)]
    [InlineData("kaiming_normal", 0.176777)] // sqrt(2 / 64), by outputs
    [InlineData("xavier_normal", 0.176777)] // 2 sqrt(2 / 256)
    public void NormalInit_HasItsDeviation(string name, double deviation)
    {
        using var weights = zeros(64, 192);
        _ = name switch
        {
            "normal" => normal_(weights, 0, 0.02),
            "kaiming_normal" => kaiming_normal_(weights, mode: FanInOut.FanOut, nonlinearity: NonlinearityType.ReLU),
            _ => xavier_normal_(weights, gain: 2),
        };
        Assert.InRange(Deviation(weights.data<float>().ToArray()), 0.96 * deviation, 1.04 * deviation);
    }

    [Fact]
    public void Init_OfAParameter_LeavesNoHistory()
    {
        using var parameter = nn.Parameter(zeros(2, 2));
        Assert.Same(parameter, constant_(parameter, 3));
        Assert.Equal([3f, 3, 3, 3], parameter.data<float>().ToArray());
        Assert.True(parameter.is_leaf);
        zeros_(parameter);
        Assert.Equal([0f, 0, 0, 0], parameter.data<float>().ToArray());
    }

    [Fact]
    public void Init_WithTheSameSeed_GivesTheSameValues()
    {
        using var first = new Generator(42);
        using var second = new Generator(42);
        using var one = normal_(zeros(100), generator: first);
        using var other = normal_(zeros(100), generator: second);
        Assert.Equal(one.data<float>().ToArray(), other.data<float>().ToArray());
        using var further = normal_(zeros(100), generator: first);
        Assert.NotEqual(one.data<float>().ToArray(), further.data<float>().ToArray());
    }

    [Fact]
    public void CalculateGain_AndFans_FollowPyTorch()
    {
        Assert.Equal(5.0 / 3, calculate_gain(NonlinearityType.Tanh));
        Assert.Equal(Math.Sqrt(2 / 1.04), calculate_gain(NonlinearityType.LeakyReLU, 0.2), 1e-12);
        using var weights = zeros(8, 3, 5, 5);
        Assert.Equal((75, 200), CalculateFanInAndFanOut(weights));
        using var vector = zeros(8);
        Assert.Throws<ArgumentException>(() => CalculateFanInAndFanOut(vector));
    }

    private static double Deviation(float[] values) => Math.Sqrt(values.Average(value => (double)value * value));

    [Theory]
    [InlineData(3, 7)]
    [InlineData(7, 3)]
    [InlineData(5, 5)]
    public void Orthogonal_RowsOrColumns_AreOrthonormalTimesGain(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var w = orthogonal_(empty(rows, columns, ScalarType.Float64), gain: 2);
        var product = rows <= columns ? w.matmul(w.t()) : w.t().matmul(w);
        Assert.True(product.allclose(eye(Math.Min(rows, columns), dtype: ScalarType.Float64) * 4, atol: 1e-12));
    }

    [Fact]
    public void TruncNormal_ManyNumbers_StayBetweenTheCutsAndKeepTheMean()
    {
        using var scope = NewDisposeScope();
        var w = trunc_normal_(empty(20_000), mean: 0.5, std: 1, a: -0.5, b: 1.5, generator: new Generator(3));
        Assert.InRange(w.min().item<float>(), -0.5f, -0.49f);
        Assert.InRange(w.max().item<float>(), 1.49f, 1.5f);
        Assert.InRange(w.mean().item<float>(), 0.48f, 0.52f);
        // A normal number cut at one deviation has the deviation 0.5396.
        Assert.InRange(w.std().item<float>(), 0.53f, 0.55f);
    }

    [Fact]
    public void Eye_OfAMatrix_HasOnesOnTheDiagonal() => Assert.Equal(eye(2, 3), eye_(rand(2, 3)));
}
