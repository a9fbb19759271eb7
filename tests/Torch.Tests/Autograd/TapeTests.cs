// What the tape promises: accumulation, one backward per graph, gradients for whoever asks, errors that say what is wrong.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Autograd;

public sealed class TapeTests
{
    private static float[] Values(Tensor? tensor) => tensor!.data<float>().ToArray();

    [Fact]
    public void Backward_Twice_Accumulates()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }, requires_grad: true);
        (x * x).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([5f, 7f], Values(x.grad));
    }

    [Fact]
    public void Backward_SharedNode_CountsEveryUse()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3f }, requires_grad: true);
        var y = x * x; // used twice, once through a longer path
        (y + (y * 2).exp() * 0 + y.tanh() * 0 + y).sum().backward();
        Assert.Equal([12f], Values(x.grad));
    }

    [Fact]
    public void Backward_LeafAddedToItself_DoesNotCorruptTheOtherPath()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }, requires_grad: true);
        var w = tensor(new[] { 10f, 20f }, requires_grad: true);
        var z = w * 2;
        ((x + z) + x + (x + z)).sum().backward();
        Assert.Equal([3f, 3f], Values(x.grad));
        Assert.Equal([4f, 4f], Values(w.grad));
    }

    [Fact]
    public void Backward_SameGraphAgain_IsRefused()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f }, requires_grad: true);
        var y = (x * x).sum();
        y.backward();
        var error = Assert.Throws<InvalidOperationException>(() => y.backward());
        Assert.Contains("a second time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_NotAScalar_SaysSo()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var error = Assert.Throws<InvalidOperationException>(() => (x * 2).backward());
        Assert.Equal("grad can be implicitly created only for scalar outputs, but got Float32 [2].", error.Message);
    }

    [Fact]
    public void Backward_NothingRequiresGrad_SaysSo()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<InvalidOperationException>(() => ones(2).sum().backward());
        Assert.Contains("does not require grad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Detach_Product_StopsTheGradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f }, requires_grad: true);
        (x * (x * 3).detach()).sum().backward();
        Assert.Equal([6f], Values(x.grad));
    }

    [Fact]
    public void RequiresGrad_WholeNumbers_AreRefused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<InvalidOperationException>(() => arange(3).requires_grad_());
        Assert.Contains("floating point", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoGrad_Nested_RestoresWhatWas()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False((x * 2).requires_grad);
        }
        Assert.True((x * 2).requires_grad);
        Assert.True(TorchSharp.GradMode.Enabled);
    }

    [Fact]
    public void NoGrad_OnOneThread_LeavesOthersRecording()
    {
        // No await here: the mode belongs to the thread that set it, and has to be given back there.
        using var noGrad = no_grad();
        var records = false;
        var other = new Thread(() => records = TorchSharp.GradMode.Enabled);
        other.Start();
        other.Join();
        Assert.True(records);
    }

    [Fact]
    public void Backward_UnderNoGrad_StillRuns()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f }, requires_grad: true);
        var y = (x * x).sum();
        using (no_grad()) y.backward();
        Assert.Equal([4f], Values(x.grad));
    }

    [Fact]
    public void Backward_ManyThreads_EachGetsItsOwnGradient()
    {
        Parallel.For(0, 16, i =>
        {
            using var scope = NewDisposeScope();
            var x = zeros(64, 64).fill_(i).requires_grad_();
            (x.matmul(x) * x).sum().backward();
            // d/dx of 64 terms of x^3 per cell
            Assert.True(x.grad!.allclose(zeros(64, 64).fill_(64 * 3.0 * i * i)));
        });
    }

    [Fact]
    public void Backward_LongChain_DoesNotExhaustTheStack()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);
        var y = x;
        for (var i = 0; i < 20_000; i++) y = y + 1;
        y.sum().backward();
        Assert.Equal([1f], Values(x.grad));
    }

    [Fact]
    public void Alias_OfALeaf_SharesItsGradient()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var same = x.contiguous();
        (same * 2).sum().backward();
        Assert.Equal([2f, 2f], Values(x.grad));
    }
}
