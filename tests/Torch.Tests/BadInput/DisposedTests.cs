// A disposed tensor that is touched says so, whatever touches it.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.BadInput;

public sealed class DisposedTests
{
    private static readonly Dictionary<string, Func<Tensor, object?>> touches = new()
    {
        ["add"] = x => x + 1,
        ["add to"] = x => ones(2, 3) + x,
        ["add_"] = x => x.add_(1),
        ["zero_"] = x => x.zero_(),
        ["matmul"] = x => x.matmul(ones(3, 2)),
        ["sum"] = x => x.sum(),
        ["view"] = x => x.view(6),
        ["transpose"] = x => x.t(),
        ["index"] = x => x[0],
        ["clone"] = x => x.clone(),
        ["contiguous"] = x => x.contiguous(),
        ["detach"] = x => x.detach(),
        ["alias"] = x => x.alias(),
        ["item"] = x => x.item<float>(),
        ["data"] = x => x.data<float>(),
        ["to_type"] = x => x.to_type(ScalarType.Float32),
        ["double"] = x => x.to_type(ScalarType.Float64),
        ["linear"] = x => functional.linear(x, ones(2, 3)),
        ["softmax"] = x => x.softmax(1),
        ["relu"] = x => x.relu(),
        ["layer_norm"] = x => functional.layer_norm(x, [3]),
        ["cat"] = x => cat([ones(2, 3), x]),
        ["copy_ from"] = x => ones(2, 3).copy_(x),
        ["cross_entropy"] = x => functional.cross_entropy(x, zeros(2, ScalarType.Int64)),
        ["dropout"] = x => functional.dropout(x),
        ["backward"] = x => Backward(x),
        ["grad"] = x => x.grad,
        ["set grad"] = x => x.grad = null,
        ["requires_grad"] = x => x.requires_grad,
        ["set requires_grad"] = x => x.requires_grad = true,
        ["is_leaf"] = x => x.is_leaf,
        ["shape"] = x => x.shape,
        ["size"] = x => x.size(0),
    };

    public static TheoryData<string> Names() => new(touches.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Tensor_Disposed_SaysSoWhenTouched(string touch)
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 3);
        x.Dispose();
        var error = Assert.Throws<ObjectDisposedException>(() => touches[touch](x));
        Assert.Contains("tensor has been disposed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensor_OfAClosedDisposeScope_SaysSoWhenTouched()
    {
        Tensor x;
        using (NewDisposeScope()) x = ones(3) * 2;
        Assert.True(x.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => x.sum());
        Assert.Equal("disposed tensor", x.ToString());
    }

    [Fact]
    public void Tensor_DisposedTwice_IsDisposed()
    {
        var x = ones(2);
        x.Dispose();
        x.Dispose();
        Assert.True(x.IsInvalid);
    }

    private static object? Backward(Tensor x)
    {
        x.backward();
        return null;
    }
}
