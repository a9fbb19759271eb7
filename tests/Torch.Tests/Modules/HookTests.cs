// Hooks run around call, not around forward, and can change what passes.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class HookTests
{
    [Fact]
    public void Hooks_OnCall_FireInOrder_AndOnForwardNot()
    {
        using var layer = nn.ReLU();
        var log = new List<string>();
        layer.register_forward_hook((_, _, _) =>
        {
            log.Add("after");
            return null!;
        });
        layer.register_forward_pre_hook((_, _) =>
        {
            log.Add("before");
            return null!;
        });
        layer.register_forward_hook((module, _, _) =>
        {
            log.Add("last of " + module.GetName());
            return null!;
        });
        using var x = ones(1);
        using var forward = layer.forward(x);
        Assert.Empty(log);
        using var called = layer.call(x);
        Assert.Equal(["before", "after", "last of ReLU"], log);
    }

    [Fact]
    public void Hooks_ThatReturnATensor_ReplaceInputAndResult()
    {
        using var layer = nn.ReLU();
        layer.register_forward_pre_hook((_, input) => input * -1);
        layer.register_forward_hook((_, input, result) => result * 10 + input);
        using var scope = NewDisposeScope();
        Assert.Equal([33f, -5f], layer.call(tensor(new float[] { -3, 5 })).data<float>().ToArray());
    }

    [Fact]
    public void Remove_OfOneHook_LeavesTheOthers()
    {
        using var layer = Linear(2, 2);
        int first = 0, second = 0;
        var remover = layer.register_forward_hook((_, _, result) =>
        {
            first++;
            return result;
        });
        layer.register_forward_hook((_, _, result) =>
        {
            second++;
            return result;
        });
        using var scope = NewDisposeScope();
        layer.call(ones(1, 2));
        remover.remove();
        remover.remove();
        layer.call(ones(1, 2));
        Assert.Equal((1, 2), (first, second));
    }

    [Fact]
    public void Remove_FromWithinTheHook_TakesEffectFromTheNextCall()
    {
        using var layer = nn.ReLU();
        int calls = 0;
        nn.HookableModule<Func<nn.Module<Tensor, Tensor>, Tensor, Tensor>, Func<nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover? remover = null;
        remover = layer.register_forward_hook((_, _, result) =>
        {
            calls++;
            remover!.remove();
            return result;
        });
        using var scope = NewDisposeScope();
        layer.call(ones(1));
        layer.call(ones(1));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Hooks_InASequence_FireForEachPart()
    {
        using var model = Sequential(Linear(2, 3), nn.GELU(), Linear(3, 1));
        var shapes = new List<long>();
        foreach (var part in model.named_children().Select(child => child.module).OfType<nn.Module<Tensor, Tensor>>())
            part.register_forward_hook((_, _, result) =>
            {
                shapes.Add(result.shape[1]);
                return null!;
            });
        using var scope = NewDisposeScope();
        model.call(ones(4, 2));
        Assert.Equal([3, 3, 1], shapes);
    }
}
