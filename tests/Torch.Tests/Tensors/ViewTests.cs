// Views: shared memory, strides, and the errors of shapes that don't fit.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Tensors;

public sealed class ViewTests
{
    [Fact]
    public void View_Written_ChangesTheOriginal()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);
        x.view(6)[4] = tensor(5.0);
        x.t()[0, 1] = tensor(7.0);
        x.narrow(1, 2, 1).fill_(9);
        Assert.Equal([0f, 0f, 9f, 7f, 5f, 9f], x.data<float>().ToArray());
    }

    [Fact]
    public void Strides_OfViews_AreThoseOfPyTorch()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3, 4);
        Assert.Equal([12, 4, 1], x.strides);
        Assert.Equal([1, 4, 12], x.permute(2, 1, 0).strides);
        Assert.Equal([0, 12, 4, 1], x.expand(5, 2, 3, 4).strides);
        Assert.Equal(13, x.narrow(0, 1, 1).narrow(2, 1, 2).offset);
        Assert.False(x.transpose(0, 1).IsContiguous);
        Assert.True(x.transpose(0, 1).contiguous().IsContiguous);
    }

    [Fact]
    public void View_OfTransposed_SuggestsReshape()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<InvalidOperationException>(() => zeros(2, 3).t().view(6));
        Assert.Contains("use reshape", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void View_WrongCount_NamesShapeAndSize()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => zeros(2, 3).view(4, -1));
        Assert.Equal("view: shape [4, -1] is invalid for input of size 6.", error.Message);
    }

    [Fact]
    public void Expand_SizeThatIsNotOne_NamesTheDimension()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => zeros(2, 3).expand(2, 4));
        Assert.Contains("at dimension 1: size 3 against 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_OutOfRange_SaysWhatIsAllowed()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => zeros(2, 3)[0, 3]);
        Assert.Contains("index 3 is out of range for dimension 0 of Float32 [3]; allowed: -3 to 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => zeros(2)[0, 0]);
    }

    [Fact]
    public void Dimension_OutOfRange_SaysWhatIsAllowed()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => zeros(2, 3).softmax(2));
        Assert.Contains("expected to be in [-2, 1], but got 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyTensors_PassThroughOperations()
    {
        using var scope = NewDisposeScope();
        var x = zeros(0, 3);
        Assert.Equal(0f, x.sum().item<float>());
        Assert.Equal([0L, 3], (x + 1).shape);
        Assert.Equal([0L, 2], x.matmul(zeros(3, 2)).shape);
        Assert.Equal([2L, 3], cat([x, zeros(2, 3)]).shape);
        Assert.Throws<InvalidOperationException>(() => x.max());
    }
}
