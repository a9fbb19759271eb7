// Numbers out of tensors and into them, and tensors as text.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Tensors;

public sealed class DataTests
{
    [Fact]
    public void Item_WrongType_SaysWhichIsRight()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => ones(1).item<double>());
        Assert.Contains("the element type is Float32", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ones(2).item<float>());
        Assert.Equal(1.0, ones(1).ToDouble());
    }

    [Fact]
    public void Data_OfATransposedView_IsInItsOrder()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).view(2, 3).t();
        Assert.Equal([0L, 3, 1, 4, 2, 5], x.data<long>().ToArray());
        Assert.Equal(5, x.data<long>()[2, 1]);
        Assert.Equal([1L, 4], x.data<long>().Skip(2).Take(2));
        Assert.Equal(new long[,] { { 0, 3 }, { 1, 4 }, { 2, 5 } }, x.data<long>().ToNDArray());
    }

    [Fact]
    public void Data_Written_ReachesTheTensorThroughAView()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);
        x.t().data<float>().CopyFrom([1, 2, 3, 4, 5, 6]);
        Assert.Equal([1f, 3, 5, 2, 4, 6], x.data<float>().ToArray());
        x.data<float>()[0, 0] = 9;
        Assert.Equal(9f, x[0, 0].item<float>());
    }

    [Fact]
    public void CopyTo_Part_FillsFromTheGivenElement()
    {
        using var scope = NewDisposeScope();
        var target = new float[3];
        arange(5, ScalarType.Float32).data<float>().CopyTo(target, tensorIndex: 2);
        Assert.Equal([2f, 3, 4], target);
    }

    [Fact]
    public void Bytes_RoundTrip_GiveTheSameNumbers()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.5f, -2f });
        var y = zeros(2);
        y.bytes = x.bytes;
        Assert.Equal([1.5f, -2f], y.data<float>().ToArray());
    }

    [Fact]
    public void Casts_BetweenTypes_TruncateAsInC()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1L, -1, 2], tensor(new[] { 1.9f, -1.9f, 2f }).@long().data<long>().ToArray());
        Assert.Equal([true, false], tensor(new[] { 0.1f, 0f }).@bool().data<bool>().ToArray());
        Assert.Equal([1f, 0f], tensor(new[] { true, false }).@float().data<float>().ToArray());
        Assert.Equal(3, (int)tensor(3.7));
    }

    [Fact]
    public void Equality_OfTensors_ComparesElements()
    {
        using var scope = NewDisposeScope();
        Assert.True(ones(2).Equals(ones(2)));
        Assert.False(ones(2).Equals(ones(3)));
        Assert.True(ones(2).allclose(ones(2) + 1e-9));
        Assert.False(ones(2).allclose(ones(2) + 1e-3));
        var infinite = tensor(new[] { float.PositiveInfinity, float.NaN });
        Assert.False(infinite.allclose(infinite));
        Assert.True(infinite.allclose(infinite, equal_nan: true));
        Assert.False(tensor(1f).allclose(tensor(float.PositiveInfinity)));
    }

    [Fact]
    public void Text_OfATensor_ShowsShapeTypeAndNumbers()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 1, 2.5f }, { -3, 4 } });
        Assert.Equal("[2x2], type = Float32, device = cpu", x.ToString());
        Assert.Equal("[[1, 2.5],\n [-3, 4]]", x.str());
        Assert.Equal("[0, 1, 2,\n 3, 4, 5]", arange(6).str(width: 6));
        Assert.Equal("[True, False]", tensor(new[] { true, false }).ToString(TensorStringStyle.Numpy));
    }
}
