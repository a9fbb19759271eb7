// Modules of four, five and six inputs: call runs the hooks around forward and passes every input on.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AttentionLab.Torch.Tests.Modules;

public sealed class ManyInputsTests
{
    [Fact]
    public void Call_OfFourInputs_RunsHooksAroundForward()
    {
        using var module = new Four();
        module.register_forward_pre_hook((_, a, b, c, d) => (a * 10, b, c, d));
        module.register_forward_hook((_, _, _, _, _, result) => result + 0.5);
        using var scope = NewDisposeScope();
        Assert.Equal(10 + 2 * 2 + 3 * 3 + 4 * 4 + 0.5f, module.call(1f, 2f, 3f, 4f).item<float>());
    }

    [Fact]
    public void Call_OfFiveInputs_PassesThemInOrder()
    {
        using var module = new Five();
        Assert.Equal("1 2 3 4 5", module.call(1, 2, 3, 4, 5));
    }

    [Fact]
    public void Call_OfSixInputs_PassesThemInOrder()
    {
        using var module = new Six();
        var seen = 0;
        module.register_forward_hook((Module _) => seen++);
        Assert.Equal("1 2 3 4 5 6", module.call(1, 2, 3, 4, 5, 6));
        Assert.Equal(1, seen);
    }

    private sealed class Four() : Module<Tensor, Tensor, Tensor, Tensor, Tensor>(nameof(Four))
    {
        public override Tensor forward(Tensor input1, Tensor input2, Tensor input3, Tensor input4) =>
            input1 + input2 * 2 + input3 * 3 + input4 * 4;
    }

    private sealed class Five() : Module<int, int, int, int, int, string>(nameof(Five))
    {
        public override string forward(int input1, int input2, int input3, int input4, int input5) => $"{input1} {input2} {input3} {input4} {input5}";
    }

    private sealed class Six() : Module<int, int, int, int, int, int, string>(nameof(Six))
    {
        public override string forward(int input1, int input2, int input3, int input4, int input5, int input6) =>
            $"{input1} {input2} {input3} {input4} {input5} {input6}";
    }
}
