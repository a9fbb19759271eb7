// Gradients that a backward function computes together with those of its neighbours, against the same gradients one after the other.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Autograd;

public sealed class PassedThroughTests
{
    [Theory]
    [InlineData("relu")]
    [InlineData("gelu")]
    public void Linear_AfterAnActivation_GivesTheSameBitsAsWhereTheGradientBetweenIsKept(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var x = randn(2, 9, 20, requires_grad: true); // (B, T, C)
        var weight = randn(33, 20, requires_grad: true); // (out, C)
        var gradients = new List<Tensor>();
        foreach (var kept in new[] { false, true })
        {
            x.grad = null;
            var hidden = name == "relu" ? x.relu() : x.gelu(); // (B, T, C)
            // What watches for NaN sees every gradient by itself.
            using (kept ? autograd.detect_anomaly() : null) functional.linear(hidden, weight).square().mean().backward();
            gradients.Add(x.grad!.clone());
        }
        Assert.Equal(gradients[0].data<float>().ToArray(), gradients[1].data<float>().ToArray());
        Assert.True(gradients[0].abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Linear_ActivationUsedByOthersToo_GivesTheSumOfAll()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var x = randn(6, 20, requires_grad: true); // (N, C)
        Tensor first = randn(7, 20), second = randn(5, 20); // (out, C)
        Tensor Loss(Tensor hidden) =>
            functional.linear(hidden, first).square().mean() + hidden.square().sum() + functional.linear(hidden, second).square().mean();
        Loss(x.gelu()).backward();
        var together = x.grad!.clone();
        x.grad = null;
        var middle = x.gelu().detach().requires_grad_(); // (N, C)
        Loss(middle).backward();
        (x.gelu() * middle.grad!).sum().backward();
        Assert.True(together.allclose(x.grad!, rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void Linear_ActivationChangedInPlace_IsRefused()
    {
        using var scope = NewDisposeScope();
        var x = randn(4, 8, requires_grad: true);
        var weight = randn(3, 8); // no gradient, so that the product itself needs nothing of hidden
        var inner = x * 2;
        var hidden = inner.gelu();
        var loss = functional.linear(hidden, weight).sum();
        inner.mul_(3);
        Assert.Throws<InvalidOperationException>(() => loss.backward());
    }

    [Fact]
    public void LayerNorm_BesideAResidual_GivesTheSameBitsAsApart()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var x = randn(3, 7, 24, requires_grad: true); // (B, T, C)
        var mix = randn(24, 24); // (C, C)
        Tensor Loss(Tensor residual, Tensor normed) => (residual + functional.linear(functional.layer_norm(normed, [24]), mix)).pow(3).mean();
        Loss(x * 1, x).backward();
        var apart = x.grad!.clone();
        x.grad = null;
        var inner = x * 1;
        Loss(inner, inner).backward();
        Assert.Equal(apart.data<float>().ToArray(), x.grad!.data<float>().ToArray());
    }
}
