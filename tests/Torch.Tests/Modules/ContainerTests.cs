// Sequential, ModuleList, ModuleDict and ParameterList: order, names, changes; and the training mode of all below.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class ContainerTests
{
    [Fact]
    public void Sequential_NamesParts_ByPlaceOrAsGiven()
    {
        using var numbered = nn.Sequential(nn.Linear(1, 1), nn.ReLU(), nn.Linear(1, 1, hasBias: false));
        Assert.Equal(["0.weight", "0.bias", "2.weight"], numbered.state_dict().Keys);
        using var named = nn.Sequential(("a", nn.Linear(1, 1, hasBias: false)), ("b", nn.Linear(1, 1, hasBias: false)));
        named.append("c", nn.Identity());
        Assert.Equal(["a.weight", "b.weight"], named.state_dict().Keys);
        Assert.Equal(["a", "b", "c"], named.named_children().Select(child => child.name));
        Assert.Equal(3, named.Count);
    }

    [Fact]
    public void Sequential_Sliced_KeepsModulesAndNames()
    {
        using var model = nn.Sequential(nn.Linear(1, 1), nn.ReLU(), nn.Tanh(), nn.Linear(1, 1));
        Assert.Equal(["1", "2"], model[1..3].named_children().Select(child => child.name));
        Assert.Same(model[3], model[(-1, null)][0]);
        Assert.Equal(3, model[(null, 3)].Count);
        Assert.Same(model[3], model[-1]);
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
        var (first, last) = (nn.Linear(19, 70), nn.Linear(70, 5));
        using var model = nn.Sequential(first, activation, last);
        var x = randn(3, rows, 19).requires_grad_(); // (3, rows, 19)
        Tensor[] leaves = [x, first.weight, first.bias!, last.weight, last.bias!];

        var together = model.call(x); // (3, rows, 5)
        var gradients = autograd.grad([together.square().sum()], leaves);
        var apart = last.call(activation.call(first.call(x))); // (3, rows, 5)
        var expected = autograd.grad([apart.square().sum()], leaves);
        Assert.Equal(apart.data<float>().ToArray(), together.data<float>().ToArray());
        for (int i = 0; i < leaves.Length; i++) Assert.Equal(expected[i].data<float>().ToArray(), gradients[i].data<float>().ToArray());
        using (no_grad()) Assert.Equal(apart.data<float>().ToArray(), model.call(x).data<float>().ToArray());
    }

    [Fact]
    public void Sequential_HookOnALinearBeforeGelu_SeesWhatLiesBetween()
    {
        using var scope = NewDisposeScope();
        var (first, activation) = (nn.Linear(4, 6), nn.GELU());
        using var model = nn.Sequential(first, activation);
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
        using var model = nn.Sequential();
        using var x = ones(2);
        using var y = model.call(x);
        Assert.Equal([1f, 1f], y.data<float>().ToArray());
    }

    [Fact]
    public void Sequential_OnCall_LeavesOnlyItsResultAlive()
    {
        using var model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Identity(), nn.Linear(2, 2));
        using var x = ones(1, 2);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        model.call(x);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void ModuleList_Changed_RenumbersItsNames()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1), nn.Linear(1, 2));
        list.Insert(0, nn.Linear(1, 3));
        list.append(nn.Linear(1, 4));
        list.RemoveAt(2);
        Assert.Equal([3, 1, 4], list.Select(layer => layer.out_features));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"], list.state_dict().Keys);
        Assert.Equal(3, list.state_dict()["0.bias"].numel());
        Assert.Equal(1, list.IndexOf(list[1]));
    }

    [Fact]
    public void ModuleDict_KeepsOrderAndNames()
    {
        using var dictionary = nn.ModuleDict(("q", nn.Linear(1, 1, hasBias: false)), ("k", nn.Linear(1, 2, hasBias: false)));
        dictionary.Add("v", nn.Linear(1, 3, hasBias: false));
        dictionary["k"] = nn.Linear(1, 5, hasBias: false);
        Assert.True(dictionary.Remove("q"));
        Assert.Equal(["k.weight", "v.weight"], dictionary.state_dict().Keys);
        Assert.Equal(5, dictionary["k"].out_features);
        Assert.Equal(["k", "v"], dictionary.keys());
        Assert.False(dictionary.TryGetValue("q", out _));
    }

    [Fact]
    public void ParameterList_IsPartOfItsOwner()
    {
        using var list = nn.ParameterList(nn.Parameter(ones(1)), nn.Parameter(ones(2)), nn.Parameter(ones(3)));
        list.RemoveAt(1);
        Assert.Equal(["0", "1"], list.named_parameters().Select(entry => entry.name));
        Assert.Equal([1, 3], list.parameters().Select(parameter => parameter.numel()));
    }

    [Fact]
    public void TrainAndEval_ReachEveryModuleBelow()
    {
        using var model = nn.Sequential(nn.Dropout(), nn.Sequential(nn.Dropout(), nn.ReLU()));
        Assert.All(model.modules(), module => Assert.True(module.training));
        model.eval();
        Assert.False(model.training);
        Assert.All(model.modules(), module => Assert.False(module.training));
        model.train();
        Assert.All(model.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_VisitsChildrenBeforeParents()
    {
        using var model = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.ReLU()));
        var names = new List<string>();
        Assert.Same(model, model.apply(module => names.Add(module.GetName())));
        Assert.Equal(["Linear", "ReLU", "Sequential", "Sequential"], names);
    }

    [Fact]
    public void To_ADeviceThatIsNotThere_SaysSo()
    {
        using var model = nn.Linear(1, 1);
        Assert.Same(model, model.to(CPU).to("cpu").cpu());
        Assert.Throws<NotSupportedException>(() => model.cuda());
    }
}
