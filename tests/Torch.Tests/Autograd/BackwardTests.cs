// The tape: what arrives at the leaves, worked out by hand.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Autograd;

public sealed class BackwardTests
{
    [Fact]
    public void Backward_ProductPlusSum_GivesHandWorkedGradients()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new float[] { 1, 2, 3 }, requires_grad: true);
        var b = tensor(new float[] { 4, 5, 6 }, requires_grad: true);
        (a * b + a).sum().backward();
        Assert.Equal([5f, 6f, 7f], a.grad!.data<float>().ToArray());
        Assert.Equal([1f, 2f, 3f], b.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Backward_UnboundPieces_PutTheirGradientsTogether()
    {
        using var scope = NewDisposeScope();
        var x = arange(12, ScalarType.Float32).view(2, 3, 2).detach().requires_grad_();
        var pieces = x.unbind(1); // 3 x (2, 2); the middle one is not used
        (pieces[0] * 2 + pieces[2] * tensor(new[] { 1f, 10f })).sum().backward();
        Assert.Equal([2f, 2f, 0f, 0f, 1f, 10f, 2f, 2f, 0f, 0f, 1f, 10f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Backward_UnboundPiecesWithOneGradient_EachGetIt()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 3, requires_grad: true);
        var columns = x.unbind(1); // 3 x (2)
        ((columns[0] + columns[1] + columns[2]) * tensor(new[] { 3f, 4f })).sum().backward();
        Assert.Equal([3f, 3f, 3f, 4f, 4f, 4f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Backward_HeadsOfOnePackedTensor_MatchSplitHeads()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var x = randn(2, 8, 48, requires_grad: true); // (B, T, 3 C)
        var weight = randn(2, 4, 8, 4); // (B, H, T, D)
        var unbound = x.view(2, 8, 3, 4, 4).permute(2, 0, 3, 1, 4).unbind(0); // 3 x (B, H, T, D)
        (nn.functional.scaled_dot_product_attention(unbound[0], unbound[1], unbound[2], is_casual: true) * weight).sum().backward();
        var gradient = x.grad!.data<float>().ToArray();
        x.grad = null;
        var split = Array.ConvertAll(x.chunk(3, 2), part => part.view(2, 8, 4, 4).transpose(1, 2)); // 3 x (B, H, T, D)
        (nn.functional.scaled_dot_product_attention(split[0], split[1], split[2], is_casual: true) * weight).sum().backward();
        Assert.Equal(x.grad!.data<float>().ToArray(), gradient);
    }

    [Fact]
    public void Backward_ResidualBlock_MatchesExplicitAttention()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var x = randn(2, 8, 16);
        var w = (randn(48, 16) * 0.2).detach().requires_grad_();
        Tensor Loss(bool fused)
        {
            var parts = nn.functional.linear(x, w).split(16, dim: 2); // 3 x (B, T, C)
            Tensor Heads(Tensor part) => part.view(2, 8, 4, 4).transpose(1, 2); // (B, H, T, D)
            var (q, k, v) = (Heads(parts[0]), Heads(parts[1]), Heads(parts[2]));
            Tensor y;
            if (fused) y = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
            else
            {
                var affinity = q.matmul(k.transpose(-2, -1)) * (1 / Math.Sqrt(4)); // (B, H, T, T)
                affinity = affinity.masked_fill(ones(8, 8).tril() == 0, double.NegativeInfinity);
                y = affinity.softmax(-1).matmul(v);
            }
            return (x + y.transpose(1, 2).contiguous().view(2, 8, 16)).square().mean();
        }
        Loss(true).backward();
        var fusedGradient = w.grad!.clone();
        w.grad = null;
        Loss(false).backward();
        Assert.True(fusedGradient.allclose(w.grad!, rtol: 1e-4, atol: 1e-6));
    }
}
