// What a module owns: the names and the order of its parameters and parts, and what it refuses.
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class RegistrationTests
{
    [Fact]
    public void Parameters_OfACustomModule_FollowFieldsInOrder()
    {
        using var model = new Network();
        Assert.Equal(
            ["scale", "table.weight", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "blocks.1.bias", "base_layer.weight"],
            model.ParameterNames());
        Assert.Equal(["table", "blocks", "head", "base_layer"], model.named_children().Select(entry => entry.name));
    }

    [Fact]
    public void RegisterModule_UnderABadOrTakenName_IsRefused()
    {
        using var model = Sequential(nn.ReLU());
        Assert.Throws<ArgumentException>(() => model.register_module("a.b", nn.ReLU()));
        Assert.Throws<ArgumentException>(() => model.register_module("", nn.ReLU()));
        Assert.Throws<InvalidOperationException>(() => model.register_module("0", nn.ReLU()));
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
        public readonly Parameter scale = new(ones(1));
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
