// The update with held numbers is TorchSharp's own, bit for bit.
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace AttentionLab.Model.Tests;

public sealed class FlatUpdateTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.0)]
    public void Step_OfAdamW_IsTorchSharpsOwnBitForBit(double decay) => AssertSame(weights => optim.AdamW(
        new[] { new TorchSharp.Modules.AdamW.ParamGroup([weights], 3e-3, 0.9, 0.99, weight_decay: decay) }, 3e-3, 0.9, 0.99));

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.0)]
    public void Step_OfGradientDescent_IsTorchSharpsOwnBitForBit(double decay) => AssertSame(weights => optim.SGD(
        new[] { new TorchSharp.Modules.SGD.ParamGroup([weights], 3e-3, weight_decay: decay) }, 3e-3));

    private static void AssertSame(Func<Parameter, optim.Optimizer> make)
    {
        using var own = Weights();
        using var held = Weights();
        using optim.Optimizer first = make(own), second = make(held);
        var states = States(second);
        for (int step = 0; step < 7; step++)
        {
            first.step();
            FlatUpdate.Step(second, states);
            Assert.Equal(own.data<float>().ToArray(), held.data<float>().ToArray());
        }
    }

    private static TorchSharp.Modules.AdamW.State[] States(optim.Optimizer optimizer) =>
        optimizer is TorchSharp.Modules.AdamW adam ? [.. adam.state_dict().State.Cast<TorchSharp.Modules.AdamW.State>()] : [];

    private static Parameter Weights()
    {
        float[] numbers = [.. Enumerable.Range(0, 300).Select(i => (float)CounterRandom.Normal(5, 1, (ulong)i))];
        var weights = new Parameter(tensor(numbers)); // (N)
        weights.grad = tensor((float[])[.. numbers.Select(number => number * number - 0.5f)]); // (N)
        return weights;
    }
}
