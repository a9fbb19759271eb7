// New tensors: their types, shapes and numbers.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Tensors;

public sealed class CreationTests
{
    [Fact]
    public void Arange_StartStopStep_HasTheNumbersBeforeStop()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2L, 5, 8], arange(2, 10, 3).data<long>().ToArray());
        Assert.Equal([5L, 3, 1], arange(5, 0, -2).data<long>().ToArray());
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f], arange(0, 1, 0.25).data<float>().ToArray());
        Assert.Empty(arange(0).data<long>().ToArray());
        Assert.Throws<ArgumentException>(() => arange(0, 5, -1));
        Assert.Throws<ArgumentException>(() => arange(0, 5, (Scalar)0));
    }

    [Fact]
    public void Tensor_OfAnArray_TakesItsDimensions()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 2, 3, 4, 5, 6], [3, 2]);
        Assert.Equal([3L, 2], x.shape);
        Assert.Equal(6f, x[2, 1].item<float>());
        var error = Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, 2f }, [3]));
        Assert.Equal("tensor: 2 elements do not fill the shape [3].", error.Message);
    }

    [Fact]
    public void Tensor_OfAnArray_DoesNotShareIt()
    {
        using var scope = NewDisposeScope();
        var array = new[] { 1f, 2f };
        var x = tensor(array);
        array[0] = 9;
        Assert.Equal([1f, 2f], x.data<float>().ToArray());
    }

    [Fact]
    public void Like_AnotherTensor_TakesShapeAndType()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).view(2, 3);
        Assert.Equal([0L, 0, 0, 0, 0, 0], zeros_like(x).data<long>().ToArray());
        Assert.Equal([2L, 3], zeros_like(x, ScalarType.Float32).shape);
        Assert.Equal(ScalarType.Float32, zeros_like(x, ScalarType.Float32).type);
    }

    [Fact]
    public void Sizes_Negative_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => zeros(2, -1));
        Assert.Contains("[2, -1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_NotCpu_SaysWhatIsAllowed()
    {
        var error = Assert.Throws<NotSupportedException>(() => zeros([2], device: new Device(TorchSharp.DeviceType.CUDA, 0)));
        Assert.Equal("Device 'cuda:0' is not available in the managed engine; allowed: cpu.", error.Message);
    }

    [Fact]
    public void Names_OfDimensions_AreRefused()
    {
        Assert.Throws<NotSupportedException>(() => zeros([2], names: ["row"]));
        Assert.Throws<NotSupportedException>(() => tensor([1f], [1], names: ["row"]));
        Assert.Throws<NotSupportedException>(() => empty([2], names: ["row"]));
    }

    [Fact]
    public void Type_NotStored_SaysWhatIsAllowed()
    {
        var error = Assert.Throws<NotSupportedException>(() => zeros(2, ScalarType.BFloat16));
        Assert.Contains("allowed: Float32, Float64, Int64", error.Message, StringComparison.Ordinal);
    }
}
