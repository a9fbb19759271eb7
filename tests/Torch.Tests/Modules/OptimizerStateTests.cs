// An optimizer's state taken out and put back: training goes on as if nothing had happened.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class OptimizerStateTests
{
    [Fact]
    public void StateDictionary_OfAdamW_ShowsStepAndMeans()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(new float[] { 1, 2 }));
        var optimizer = AdamW([parameter], lr: 0.1, beta1: 0.9, beta2: 0.99);
        parameter.grad = tensor(new float[] { 2, -4 });
        optimizer.step();
        var dictionary = optimizer.state_dict();
        var state = Assert.IsType<AdamW.State>(Assert.Single(dictionary.State));
        Assert.Equal(1, state.step);
        Assert.Equal([0.2f, -0.4f], state.exp_avg.data<float>().ToArray().Select(value => MathF.Round(value, 6)));
        Assert.Equal([0.04f, 0.16f], state.exp_avg_sq.data<float>().ToArray().Select(value => MathF.Round(value, 6)));
        Assert.Null(state.max_exp_avg_sq);
        Assert.Equal([0], Assert.Single(dictionary.StateIndexRef));
    }

    [Fact]
    public void State_CopiedIntoAFreshOptimizer_ContinuesBitForBit()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Linear(3, 2), Linear(3, 2));
        var (optimizer, fresh) = (AdamW(first.parameters(), 0.05, weight_decay: 0.1), AdamW(second.parameters(), 0.05, weight_decay: 0.1));
        for (int i = 0; i < 3; i++) Step(first, optimizer);
        using (no_grad())
            foreach (var (from, to) in first.parameters().Zip(second.parameters()))
                to.copy_(from);
        foreach (var (from, to) in optimizer.state_dict().State.Cast<AdamW.State>().Zip(fresh.state_dict().State.Cast<AdamW.State>()))
        {
            to.step = from.step;
            to.exp_avg.copy_(from.exp_avg);
            to.exp_avg_sq.copy_(from.exp_avg_sq);
        }
        Step(first, optimizer);
        Step(second, fresh);
        foreach (var (one, other) in first.parameters().Zip(second.parameters()))
            Assert.Equal(one.data<float>().ToArray(), other.data<float>().ToArray());
    }

    [Fact]
    public void State_SurvivesTheScopeOfATrainingStep()
    {
        using var parameter = new Parameter(tensor(new float[] { 1, 2 }));
        OptimizerHelper optimizer;
        using (NewDisposeScope()) optimizer = SGD([parameter], 0.1, momentum: 0.9);
        using (NewDisposeScope())
        {
            parameter.grad = tensor(new float[] { 1, 1 });
            optimizer.step();
        }
        Assert.Equal([1f, 1f], ((SGD.State)optimizer.state_dict().State[0]).momentum_buffer!.data<float>().ToArray());
        optimizer.Dispose();
    }

    private static void Step(Linear layer, OptimizerHelper optimizer)
    {
        using var scope = NewDisposeScope();
        layer.zero_grad();
        var x = tensor(new float[] { 1, -2, 3, 0.5f, 4, -1 }).reshape(2, 3);
        layer.call(x).pow(2).mean().backward();
        optimizer.step();
    }
}
