// Sequential and ModuleList: order, names, changes; and the training mode of all below.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class ContainerTests
{
    [Fact]
    public void Sequential_NamesParts_ByPlaceOrAsGiven()
    {
        using var numbered = Sequential(Linear(1, 1), nn.ReLU(), Linear(1, 1, hasBias: false));
        Assert.Equal(["0.weight", "0.bias", "2.weight"], numbered.ParameterNames());
        using var named = nn.Sequential(("a", Linear(1, 1, hasBias: false)), ("b", Linear(1, 1, hasBias: false)));
        named.append("c", nn.ReLU());
        Assert.Equal(["a.weight", "b.weight"], named.ParameterNames());
        Assert.Equal(["a", "b", "c"], named.named_children().Select(child => child.name));
        Assert.Equal(3, named.Count);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 37)]
    [InlineData(true, 1)]
    [InlineData(true, 37)]
    public void Sequential_LinearBeforeActivation_HasTheBitsOfPartsCalledApart(bool gelu, int rows)
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> activation = gelu ? nn.GELU() : nn.ReLU();
        var (first, last) = (Linear(19, 70), Linear(70, 5));
        using var model = Sequential(first, activation, last);
        var x = randn(3, rows, 19).requires_grad_(); // (3, rows, 19)
        Tensor[] leaves = [x, first.weight, first.bias!, last.weight, last.bias!];

        var together = model.call(x); // (3, rows, 5)
        var gradients = Gradients(together, leaves);
        var apart = last.call(activation.call(first.call(x))); // (3, rows, 5)
        var expected = Gradients(apart, leaves);
        Assert.Equal(apart.data<float>().ToArray(), together.data<float>().ToArray());
        for (int i = 0; i < leaves.Length; i++) Assert.Equal(expected[i].data<float>().ToArray(), gradients[i].data<float>().ToArray());
        using (no_grad()) Assert.Equal(apart.data<float>().ToArray(), model.call(x).data<float>().ToArray());
    }

    [Fact]
    public void Sequential_HookOnALinearBeforeGelu_SeesWhatLiesBetween()
    {
        using var scope = NewDisposeScope();
        var (first, activation) = (Linear(4, 6), nn.GELU());
        using var model = Sequential(first, activation);
        float[]? between = null;
        using var x = randn(3, 4);
        var silent = model.call(x).data<float>().ToArray();
        first.register_forward_hook((_, _, result) =>
        {
            between = result.data<float>().ToArray();
            return null!;
        });
        Assert.Equal(silent, model.call(x).data<float>().ToArray());
        Assert.Equal(first.forward(x).data<float>().ToArray(), between);
    }

    [Fact]
    public void Sequential_WithoutParts_GivesTheInputBack()
    {
        using var model = Sequential();
        using var x = ones(2);
        using var y = model.call(x);
        Assert.Equal([1f, 1f], y.data<float>().ToArray());
    }

    [Fact]
    public void Sequential_OnCall_LeavesOnlyItsResultAlive()
    {
        using var model = Sequential(Linear(2, 2), nn.ReLU(), new Tanh(), Linear(2, 2));
        using var x = ones(1, 2);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        model.call(x);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void ModuleList_Changed_RenumbersItsNames()
    {
        using var list = nn.ModuleList(Linear(1, 1), Linear(1, 2));
        list.Insert(0, Linear(1, 3));
        list.Add(Linear(1, 4));
        list.RemoveAt(2);
        Assert.Equal([3, 1, 4], list.Select(layer => layer.out_features));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"], list.ParameterNames());
        Assert.Equal([3L], list[0].bias!.shape);
        Assert.Equal(1, list.IndexOf(list[1]));
    }

    [Fact]
    public void TrainAndEval_ReachEveryModuleBelow()
    {
        var (first, inner, last) = (new Tanh(), new Tanh(), nn.ReLU());
        var below = Sequential(inner, last);
        using var model = Sequential(first, below);
        nn.Module[] all = [model, first, below, inner, last];
        Assert.All(all, module => Assert.True(module.training));
        model.eval();
        Assert.All(all, module => Assert.False(module.training));
        model.train();
        Assert.All(all, module => Assert.True(module.training));
    }

    private static Tensor[] Gradients(Tensor result, Tensor[] leaves)
    {
        result.square().sum().backward();
        return Array.ConvertAll(leaves, leaf =>
        {
            var gradient = leaf.grad!;
            leaf.grad = null;
            return gradient;
        });
    }
}
