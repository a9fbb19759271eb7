// New tensors: their types, shapes and numbers.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Tensors;

public sealed class CreationTests
{
    [Fact]
    public void Numbers_OfEachType_MakeTheTypesOfTorchSharp()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(ScalarType.Float64, tensor(3.0).dtype);
        Assert.Equal(ScalarType.Float32, tensor(3f).dtype);
        Assert.Equal(ScalarType.Int32, tensor(3).dtype);
        Assert.Equal(ScalarType.Int64, tensor(3L).dtype);
        Assert.Equal(ScalarType.Bool, tensor(true).dtype);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(3.0).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 7).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 7.0).dtype);
        Assert.Equal(ScalarType.Float32, zeros(2).dtype);
        Assert.Equal(ScalarType.Int64, zeros(2, ScalarType.Int64).dtype);
        Assert.Equal(ScalarType.Float64, from_array(new double[2, 3]).dtype);
    }

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
    public void Linspace_Ends_AreExact()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([-1f, -0.5f, 0f, 0.5f, 1f], linspace(-1, 1, 5).data<float>().ToArray());
        Assert.Equal([3f], linspace(3, 9, 1).data<float>().ToArray());
    }

    [Fact]
    public void Eye_NotSquare_HasOnesOnTheDiagonal()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1f, 0, 0, 0, 1, 0], eye(2, 3).data<float>().ToArray());
    }

    [Fact]
    public void TriangleIndices_OfAMatrix_AreItsCells()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0L, 1, 1, 0, 0, 1], tril_indices(2, 2).data<long>().ToArray());
        Assert.Equal([0L, 1], triu_indices(2, 2, 1).data<long>().ToArray());
    }

    [Fact]
    public void Tensor_OfAnArray_TakesItsDimensions()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        Assert.Equal([3L, 2], x.shape);
        Assert.Equal(6f, x[2, 1].item<float>());
        Assert.Equal([2L, 3], tensor(new List<int> { 1, 2, 3, 4, 5, 6 }, 2, 3).shape);
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
        Assert.Equal(ScalarType.Int64, x.zeros_like().dtype);
        Assert.Equal([2L, 3], ones_like(x, ScalarType.Float32).shape);
        Assert.Equal([7L, 7, 7, 7, 7, 7], full_like(x, 7).data<long>().ToArray());
        Assert.Equal(ScalarType.Float32, randn_like(x, ScalarType.Float32).dtype);
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
        Assert.False(cuda.is_available());
        var error = Assert.Throws<NotSupportedException>(() => zeros(2, device: device("cuda:0")));
        Assert.Equal("Device 'cuda:0' is not available in the managed engine; allowed: cpu.", error.Message);
        Assert.Throws<ArgumentException>(() => device("toaster"));
    }

    [Fact]
    public void Names_OfDimensions_AreRefused()
    {
        Assert.Throws<NotSupportedException>(() => zeros(2, names: ["row"]));
        Assert.Throws<NotSupportedException>(() => tensor(new[] { 1f }, names: ["row"]));
        Assert.Throws<NotSupportedException>(() => randn(2, names: ["row"]));
    }

    [Fact]
    public void Type_NotStored_SaysWhatIsAllowed()
    {
        var error = Assert.Throws<NotSupportedException>(() => zeros(2, ScalarType.BFloat16));
        Assert.Contains("allowed: Float32, Float64, Int64", error.Message, StringComparison.Ordinal);
    }
}
