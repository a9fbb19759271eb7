// Every operation against PyTorch's outputs and gradients.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Ops;

public sealed class GoldenTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var group in Golden.Groups)
            foreach (var name in Golden.Read(group).Keys) data.Add(group, name);
        return data;
    }

    public static TheoryData<string> Groups() => new(Golden.Groups);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operation_GoldenInputs_GivesPyTorchOutputsAndGradients(string group, string name)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(group)[name];
        var inputs = golden.Inputs.Select((input, i) => input.ToTensor().requires_grad_(golden.Gradients[i] is not null)).ToArray();
        var outputs = OpCases.Of(group)[name](inputs);
        Assert.Equal(golden.Outputs.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++) AssertClose(golden.Outputs[i], outputs[i], $"output {i}");
        if (golden.Gradients.All(gradient => gradient is null)) return;
        Golden.Loss(outputs).backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (golden.Gradients[i] is not { } expected) continue;
            Assert.True(inputs[i].grad is not null, $"input {i} got no gradient");
            AssertClose(expected, inputs[i].grad!, $"gradient of input {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Cases_OfEachGroup_AreThoseOfTheGoldenFile(string group) =>
        Assert.Equal(Golden.Read(group).Keys.Order(), OpCases.Of(group).Keys.Order());

    private static void AssertClose(GoldenTensor expected, Tensor actual, string what)
    {
        Assert.True(expected.Shape.SequenceEqual(actual.shape), $"{what}: shape {string.Join(',', actual.shape)}, expected {string.Join(',', expected.Shape)}");
        Assert.True(expected.Type == actual.type, $"{what}: type {actual.type}, expected {expected.Type}");
        var values = actual.to_type(ScalarType.Float64).data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y) = (expected.Values[i], values[i]);
            var close = x.Equals(y) || Math.Abs(x - y) <= 2e-6 + 2e-5 * Math.Abs(x);
            Assert.True(close, $"{what}[{i}]: {y:R}, expected {x:R}");
        }
    }
}
