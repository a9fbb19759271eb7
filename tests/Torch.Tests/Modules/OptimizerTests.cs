// Ten steps of every optimizer against PyTorch, and what a step does to shared and absent gradients.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class OptimizerTests
{
    public static TheoryData<string> Optimizers => ModuleGoldens.Names("optimizers");

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizer_OverTenSteps_FollowsPyTorch(string name)
    {
        var start = ModuleGoldens.Section("start");
        using var scope = NewDisposeScope();
        var (x, target) = (start.GetProperty("x").ToTensor(), start.GetProperty("target").ToTensor());
        using var layer = nn.Linear(new Parameter(start.GetProperty("weight").ToTensor()), new Parameter(start.GetProperty("bias").ToTensor()));
        using var optimizer = Make(name, layer.parameters());
        foreach (var step in ModuleGoldens.Case("optimizers", name).GetProperty("steps").EnumerateArray())
        {
            using var inner = NewDisposeScope();
            layer.zero_grad();
            var loss = MeanSquares(layer.call(x), target);
            loss.backward();
            optimizer.step();
            Assert.Equal(step.GetProperty("loss").GetDouble(), loss.item<float>(), 2e-5 * Math.Max(1, step.GetProperty("loss").GetDouble()));
            ModuleGoldens.AssertClose(step.GetProperty("weight"), layer.weight, 1e-5, "weight");
            ModuleGoldens.AssertClose(step.GetProperty("bias"), layer.bias, 1e-5, "bias");
        }
    }

    [Fact]
    public void AdamW_ByDefault_DoesNotDecay()
    {
        using var parameter = new Parameter(tensor(new float[] { 3 }));
        using var optimizer = AdamW([parameter], lr: 0.1);
        SetGradient(parameter, 0);
        optimizer.step();
        Assert.Equal(3, parameter.item<float>());
    }

    [Fact]
    public void Step_WithATiedParameter_MovesItOnce()
    {
        using var model = new Tied();
        using var optimizer = SGD([.. model.parameters(), model.first.weight, model.second.weight], learningRate: 1);
        SetGradient(model.first.weight, 0.25f);
        using (no_grad()) model.first.weight.fill_(1);
        optimizer.step();
        Assert.All(model.second.weight.data<float>().ToArray(), value => Assert.Equal(0.75f, value));
    }

    [Fact]
    public void Step_WithoutGradient_LeavesTheParameter()
    {
        using var parameter = new Parameter(tensor(new float[] { 2 }));
        using var optimizer = AdamW([parameter], weight_decay: 0.5);
        optimizer.step();
        Assert.Equal(2, parameter.item<float>());
    }

    [Fact]
    public void Step_WithAClosure_ReturnsItsLossAndUsesItsGradients()
    {
        using var parameter = new Parameter(tensor(new float[] { 4 }));
        using var optimizer = SGD([parameter], learningRate: 0.5);
        using var loss = optimizer.step(() =>
        {
            var square = parameter.pow(2).sum();
            square.backward();
            return square;
        });
        Assert.Equal(16, loss!.item<float>());
        Assert.Equal(0, parameter.item<float>());
    }

    [Fact]
    public void Step_OnAParameterWithoutAdjacentElements_ChangesItsMemory()
    {
        using var columns = tensor(new float[] { 1, 2, 3, 4, 5, 6 }).reshape(2, 3).t();
        using var parameter = new Parameter(columns.alias());
        using var optimizer = SGD([parameter], learningRate: 1);
        using (var y = (parameter * tensor(new float[] { 10, 20, 30, 40, 50, 60 }).reshape(3, 2)).sum()) y.backward();
        optimizer.step();
        using var rows = parameter.detach().contiguous();
        Assert.Equal([-9f, -16, -28, -35, -47, -54], rows.data<float>().ToArray());
    }

    [Fact]
    public void ZeroGrad_OfAModule_LeavesNothingOrZerosAsAsked()
    {
        using var layer = Linear(2, 1, hasBias: false);
        SetGradient(layer.weight, 5);
        layer.zero_grad(set_to_none: false);
        Assert.All(layer.weight.grad!.data<float>().ToArray(), value => Assert.Equal(0, value));
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void ParamGroups_WithTheirOwnOptions_KeepThem()
    {
        using var first = new Parameter(tensor(new float[] { 1 }));
        using var second = new Parameter(tensor(new float[] { 1 }));
        using var optimizer = optim.AdamW(
        [
            new AdamW.ParamGroup([first], lr: 0.1, weight_decay: 0.5),
            new AdamW.ParamGroup([second], lr: 0.2),
        ], lr: 0.1);
        Assert.Equal([0.1, 0.2], optimizer.ParamGroups.Select(group => group.LearningRate));
        SetGradient(first, 0);
        SetGradient(second, 0);
        optimizer.step();
        Assert.Equal(0.95f, first.item<float>(), 1e-6f);
        Assert.Equal(1, second.item<float>());
        Assert.All(optimizer.state_dict().Options, options => Assert.Equal(0.9, ((AdamW.Options)options).beta1));
    }

    [Theory]
    [InlineData(-1, 0.9, "lr")]
    [InlineData(double.NaN, 0.9, "lr")]
    [InlineData(0.1, 1.0, "beta1")]
    public void AdamW_WithSettingsOutOfRange_NamesTheSetting(double lr, double beta1, string named)
    {
        using var parameter = new Parameter(zeros(1));
        Assert.Equal(named, Assert.Throws<ArgumentException>(() => AdamW([parameter], lr, beta1)).ParamName);
    }

    private static void SetGradient(Parameter parameter, float value) => parameter.grad = zeros_like(parameter.detach()).fill_(value);

    private static OptimizerHelper Make(string name, IEnumerable<Parameter> parameters) => name switch
    {
        "sgd" => SGD(parameters, 0.1),
        "sgd decay" => SGD(parameters, 0.1, weight_decay: 0.05),
        "sgd momentum" => SGD(parameters, 0.05, momentum: 0.9),
        "sgd dampening" => SGD(parameters, 0.05, momentum: 0.8, dampening: 0.1, weight_decay: 0.01),
        "sgd nesterov" => SGD(parameters, 0.05, momentum: 0.9, weight_decay: 0.01, nesterov: true),
        "sgd maximize" => SGD(parameters, 0.01, momentum: 0.5, maximize: true),
        "adamw" => AdamW(parameters, 0.1),
        "adamw decay" => AdamW(parameters, 0.05, 0.9, 0.95, 1e-6, 0.2),
        "adamw amsgrad" => AdamW(parameters, 0.2, 0.5, 0.9, weight_decay: 0.1, amsgrad: true),
        "adamw maximize" => AdamW(parameters, 0.1, weight_decay: 0.1, maximize: true),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The golden file has an optimizer that this test does not know."),
    };

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        public readonly Linear first = Linear(2, 2, hasBias: false);
        public readonly Linear second = Linear(2, 2, hasBias: false);

        public Tied() : base(nameof(Tied))
        {
            second.weight = first.weight;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input));
    }
}
