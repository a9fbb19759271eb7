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
                affinity = affinity.masked_fill(tril(ones(8, 8)) == 0, double.NegativeInfinity);
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
