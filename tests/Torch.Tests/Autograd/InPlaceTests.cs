// In-place operations: what they may change, what backward notices, and which history results.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Autograd;

public sealed class InPlaceTests
{
    [Fact]
    public void Add_LeafThatRequiresGrad_IsRefused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var error = Assert.Throws<InvalidOperationException>(() => x.add_(1));
        Assert.Contains("a leaf Variable that requires grad is being used in an in-place operation", error.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 1f], x.data<float>().ToArray());
    }

    [Fact]
    public void Fill_ViewOfALeaf_IsRefused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 2, requires_grad: true);
        var error = Assert.Throws<InvalidOperationException>(() => x[0].fill_(3));
        Assert.Contains("a view of a leaf Variable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_LeafUnderNoGrad_ChangesTheData()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        using (no_grad()) x.add_(1);
        Assert.Equal([2f, 2f], x.data<float>().ToArray());
        Assert.True(x.is_leaf);
    }

    [Fact]
    public void Backward_SavedTensorChanged_SaysWhichVersion()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }, requires_grad: true);
        var y = x.exp(); // backward needs y as it is
        var loss = (y * 2).sum();
        y.add_(1);
        var error = Assert.Throws<InvalidOperationException>(() => loss.backward());
        Assert.Equal(
            "one of the variables needed for gradient computation has been modified by an inplace operation: " +
            "[Float32 [2]], saved for ExpBackward0, is at version 1; expected version 0 instead.", error.Message);
    }

    [Fact]
    public void Backward_ChangedThroughAView_IsNoticed()
    {
        using var scope = NewDisposeScope();
        var x = ones(4, requires_grad: true);
        var weight = ones(4);
        var loss = (x * weight).sum();
        weight.narrow(0, 1, 2).zero_();
        Assert.Throws<InvalidOperationException>(() => loss.backward());
    }

    [Fact]
    public void Assignment_IntoPlainZeros_CarriesTheGradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 3f }, requires_grad: true);
        var y = zeros(2, 2);
        y[1] = x * x;
        Assert.True(y.requires_grad);
        y.sum().backward();
        Assert.Equal([4f, 6f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Assignment_Overwritten_StopsTheOldGradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 3f }, requires_grad: true);
        var y = x * 5;
        y[0] = tensor(7.0);
        y.sum().backward();
        Assert.Equal([0f, 5f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Add_ShapeThatDoesNotFit_NamesBothShapes()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => ones(3).add_(ones(2, 3), 1));
        Assert.Equal("add_: output with shape [3] doesn't match the broadcast shape [2, 3].", error.Message);
    }

    [Fact]
    public void Add_FloatsToWholeNumbers_IsRefused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => arange(3).add_(0.5));
        Assert.Equal("add_: result type Float32 can't be cast to the desired output type Int64.", error.Message);
    }

    [Fact]
    public void Copy_FromALeaf_GivesTheCopyItsHistory()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        var y = zeros(2, 3);
        y.copy_(x * 4);
        y.sum().backward();
        Assert.Equal([8f, 8f, 8f], x.grad!.data<float>().ToArray());
    }
}
