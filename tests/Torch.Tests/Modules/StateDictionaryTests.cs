// Names and order of a module's state, and copying it into another module.
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class StateDictionaryTests
{
    [Fact]
    public void StateDict_OfACustomModule_FollowsFieldsInOrder()
    {
        using var model = new Network();
        Assert.Equal(
            ["scale", "mask", "table.weight", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "blocks.1.bias", "head.weight", "base_layer.weight"],
            model.state_dict().Keys);
        Assert.Equal(
            ["scale", "table.weight", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "blocks.1.bias", "base_layer.weight"],
            model.named_parameters().Select(entry => entry.name));
        Assert.Equal(["table", "blocks", "head", "base_layer", "blocks.0", "blocks.1"], model.named_modules().Select(entry => entry.name));
        Assert.Same(model.state_dict()["table.weight"], model.state_dict()["head.weight"]);
    }

    [Fact]
    public void LoadStateDict_OfTheSameArchitecture_CopiesValues()
    {
        using var source = new Network();
        using var target = new Network();
        var (missing, unexpected) = target.load_state_dict(source.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        foreach (var (name, tensor) in source.state_dict())
        {
            Assert.Equal(tensor.data<float>().ToArray(), target.state_dict()[name].data<float>().ToArray());
            Assert.NotSame(tensor, target.state_dict()[name]);
        }
        Assert.True(target.scale.requires_grad);
    }

    [Fact]
    public void LoadStateDict_WithOtherNames_ListsThem()
    {
        using var model = Linear(2, 2);
        using var other = Sequential(Linear(2, 2));
        string message = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(other.state_dict())).Message;
        Assert.Contains("Missing: weight, bias", message, StringComparison.Ordinal);
        Assert.Contains("Unexpected: 0.weight, 0.bias", message, StringComparison.Ordinal);
        var (missing, unexpected) = model.load_state_dict(other.state_dict(), strict: false, skip: ["bias"]);
        Assert.Equal(["weight"], missing);
        Assert.Equal(["0.weight", "0.bias"], unexpected);
    }

    [Fact]
    public void LoadStateDict_WithAnotherShape_NamesItAndCopiesNothing()
    {
        using var model = Linear(2, 3);
        using var other = Linear(2, 3);
        using var wrong = zeros(4);
        float[] before = model.weight.data<float>().ToArray();
        var state = new Dictionary<string, Tensor> { ["weight"] = other.weight, ["bias"] = wrong };
        string message = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state)).Message;
        Assert.Contains("'bias' has shape [3]", message, StringComparison.Ordinal);
        Assert.Equal(before, model.weight.data<float>().ToArray());
    }

    [Fact]
    public void RegisterModule_UnderABadOrTakenName_IsRefused()
    {
        using var model = Sequential(nn.ReLU());
        Assert.Throws<ArgumentException>(() => model.register_module("a.b", nn.ReLU()));
        Assert.Throws<ArgumentException>(() => model.register_module("", nn.ReLU()));
        Assert.Throws<InvalidOperationException>(() => model.register_module("0", nn.ReLU()));
    }

    [Fact]
    public void ZeroBuffer_NotPersistent_IsLeftOutOfTheState()
    {
        using var model = Linear(2, 2, hasBias: false);
        model.register_buffer("cache", zeros(2), persistent: false);
        Assert.Equal(["weight"], model.state_dict().Keys);
    }

    private abstract class WithLayer : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = "base_layer")]
        private readonly Linear ownLayer = Linear(2, 2, hasBias: false);

        protected WithLayer(string name) : base(name)
        {
        }

        protected Tensor Base(Tensor x) => ownLayer.call(x);
    }

    private sealed class Network : WithLayer
    {
        public readonly Embedding table = nn.Embedding(5, 2);
        public readonly Parameter scale = nn.Parameter(ones(1));
        public readonly ModuleList<Linear> blocks = nn.ModuleList(Linear(2, 2), Linear(2, 2));
        private readonly Linear head = Linear(2, 5, hasBias: false);
        private readonly Tensor mask = ones(2, 2).tril();

        public Network() : base(nameof(Network))
        {
            head.weight = table.weight!;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => head.call(Base(table.call(input) * scale + mask.sum()));
    }
}
