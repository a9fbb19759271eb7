// Numbers out of tensors, and tensors as text.
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
    }

    [Fact]
    public void Data_OfATransposedView_IsInItsOrder()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).view(2, 3).t();
        Assert.Equal([0L, 3, 1, 4, 2, 5], x.data<long>().ToArray());
        Assert.Equal([1L, 4], x.data<long>().Skip(2).Take(2));
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
    public void Casts_BetweenTypes_TruncateAsInC()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1L, -1, 2], tensor(new[] { 1.9f, -1.9f, 2f }).to_type(ScalarType.Int64).data<long>().ToArray());
        Assert.Equal([true, false], tensor(new[] { 0.1f, 0f }).to_type(ScalarType.Bool).data<bool>().ToArray());
        Assert.Equal([1f, 0f], (tensor(new[] { 3f, 0f }) > 1).to_type(ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void Equality_OfTensors_ComparesElements()
    {
        using var scope = NewDisposeScope();
        Assert.True(ones(2).Equals(ones(2)));
        Assert.False(ones(2).Equals(ones(3)));
    }

    [Fact]
    public void Text_OfATensor_ShowsShapeAndType()
    {
        using var scope = NewDisposeScope();
        Assert.Equal("[2x2], type = Float32, device = cpu", zeros(2, 2).ToString());
    }
}
