// An optimizer's state taken out, put back and read from a file: training goes on as if nothing had happened.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class OptimizerStateTests
{
    public static TheoryData<string> Kinds => new("SGD", "Adam", "AdamW", "AdamW amsgrad");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StateDictionary_LoadedIntoAFreshOptimizer_ContinuesBitForBit(string kind)
    {
        using var scope = NewDisposeScope();
        var (layer, optimizer) = AfterThreeSteps(kind);
        var copy = nn.Linear(3, 2);
        copy.load_state_dict(layer.state_dict());
        var second = Make(kind, copy, lr: 0.7);
        Step(copy, second);
        copy.load_state_dict(layer.state_dict());

        second.load_state_dict(optimizer.state_dict());

        Assert.Equal(0.05, second.ParamGroups.Single().LearningRate);
        AssertContinuesAlike(layer, optimizer, copy, second);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SavedState_LoadedIntoAFreshOptimizer_ContinuesBitForBit(string kind)
    {
        using var scope = NewDisposeScope();
        var (layer, optimizer) = AfterThreeSteps(kind);
        var copy = nn.Linear(3, 2);
        copy.load_state_dict(layer.state_dict());
        var second = Make(kind, copy, lr: 0.7);
        using var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        second.load_state_dict(new BinaryReader(stream));

        Assert.Equal(stream.Length, stream.Position);
        AssertContinuesAlike(layer, optimizer, copy, second);
    }

    [Fact]
    public void StateDictionary_OfAdamW_ShowsStepAndMeans()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(new float[] { 1, 2 }));
        var optimizer = optim.AdamW([parameter], lr: 0.1, beta1: 0.9, beta2: 0.99);
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
    public void State_SurvivesTheScopeOfATrainingStep()
    {
        using var parameter = new Parameter(tensor(new float[] { 1, 2 }));
        OptimizerHelper optimizer;
        using (NewDisposeScope()) optimizer = optim.SGD([parameter], 0.1, momentum: 0.9);
        using (NewDisposeScope())
        {
            parameter.grad = tensor(new float[] { 1, 1 });
            optimizer.step();
        }
        Assert.Equal([1f, 1f], ((SGD.State)optimizer.state_dict().State[0]).momentum_buffer!.data<float>().ToArray());
        optimizer.Dispose();
    }

    [Fact]
    public void LoadStateDict_OfAnotherOptimizer_NamesBoth()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Linear(3, 2);
        using var stream = new MemoryStream();
        Make("SGD", layer, 0.1).save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        string message = Assert.Throws<InvalidDataException>(() => Make("AdamW", layer, 0.1).load_state_dict(new BinaryReader(stream))).Message;
        Assert.Contains("AdamW", message, StringComparison.Ordinal);
        Assert.Contains("SGD", message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadStateDict_OfAnotherModel_IsRefused()
    {
        using var scope = NewDisposeScope();
        var optimizer = Make("AdamW", nn.Linear(3, 2), 0.1);
        var other = Make("AdamW", nn.Linear(3, 2, hasBias: false), 0.1);
        Assert.Throws<ArgumentException>(() => optimizer.load_state_dict(other.state_dict()));
    }

    private static void AssertContinuesAlike(Linear layer, OptimizerHelper optimizer, Linear copy, OptimizerHelper second)
    {
        foreach (var (one, other) in optimizer.state_dict().State.Zip(second.state_dict().State)) Assert.True(one.ApproximatelyEquals(other));
        Step(layer, optimizer);
        Step(copy, second);
        foreach (var (one, other) in layer.parameters().Zip(copy.parameters()))
            Assert.Equal(one.data<float>().ToArray(), other.data<float>().ToArray());
    }

    private static (Linear layer, OptimizerHelper optimizer) AfterThreeSteps(string kind)
    {
        var layer = nn.Linear(3, 2);
        var optimizer = Make(kind, layer, lr: 0.05);
        for (int i = 0; i < 3; i++) Step(layer, optimizer);
        return (layer, optimizer);
    }

    private static OptimizerHelper Make(string kind, Linear layer, double lr) => kind switch
    {
        "SGD" => optim.SGD(layer.parameters(), lr, momentum: 0.9),
        "Adam" => optim.Adam(layer.parameters(), lr),
        "AdamW" => optim.AdamW(layer.parameters(), lr, weight_decay: 0.1),
        _ => optim.AdamW(layer.parameters(), lr, weight_decay: 0.1, amsgrad: true),
    };

    private static void Step(Linear layer, OptimizerHelper optimizer)
    {
        using var scope = NewDisposeScope();
        layer.zero_grad();
        var x = tensor(new float[] { 1, -2, 3, 0.5f, 4, -1 }).reshape(2, 3);
        layer.call(x).pow(2).mean().backward();
        optimizer.step();
    }
}
