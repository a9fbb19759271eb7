// Dropout: the share of zeros, the scale of the rest, the gradient of the same mask.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Ops;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Dropout_Training_DropsAndScalesAndSendsBackTheSameMask(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var x = ones(20_000, type, requires_grad: true);
        var y = functional.dropout(x, 0.25);
        var values = y.to_type(ScalarType.Float64).data<double>().ToArray();
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - 4 / 3.0) < 1e-6));
        Assert.InRange(values.Count(value => value == 0) / 20_000.0, 0.23, 0.27);
        y.sum().backward();
        Assert.True(x.grad!.Equals(y));
    }

    [Fact]
    public void Dropout_NotTrainingOrZero_IsTheIdentity()
    {
        using var scope = NewDisposeScope();
        var x = randn(100);
        Assert.True(functional.dropout(x, 0.5, training: false).Equals(x));
        Assert.True(functional.dropout(x, 0).Equals(x));
        Assert.True(functional.dropout(x, 1).Equals(zeros(100)));
    }

    [Fact]
    public void Dropout_TwoCalls_DrawDifferentMasks()
    {
        using var scope = NewDisposeScope();
        var x = ones(1000);
        Assert.False(functional.dropout(x).Equals(functional.dropout(x)));
    }

    [Fact]
    public void Attention_WithDropout_KeepsTheExpectedOutput()
    {
        using var scope = NewDisposeScope();
        var q = randn(4, 4, 16, 8);
        var v = ones(4, 4, 16, 8);
        // The weights of a row sum to 1, so without dropout every output is 1; with it, 1 on average.
        var heard = functional.scaled_dot_product_attention(q, q, v, p: 0.5, is_casual: true);
        Assert.InRange(heard.mean().item<float>(), 0.9f, 1.1f);
        Assert.True(heard.Deviation() > 0.2f);
    }
}
