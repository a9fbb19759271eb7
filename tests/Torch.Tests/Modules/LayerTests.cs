// Every layer against PyTorch: output, gradient of the input and of each parameter, from the same weights.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class LayerTests
{
    public static TheoryData<string> Layers => ModuleGoldens.Names("modules");

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_WithCopiedWeights_AgreesWithPyTorch(string name)
    {
        var golden = ModuleGoldens.Case("modules", name);
        using var scope = NewDisposeScope();
        using var layer = Make(name);
        foreach (var (key, parameter) in layer.named_parameters()) ModuleGoldens.Set(parameter, golden.GetProperty("parameters").GetProperty(key));
        var x = golden.GetProperty("x").ToTensor();
        if (x.is_floating_point()) x.requires_grad = true;

        var y = layer.call(x);
        (y * golden.GetProperty("dy").ToTensor()).sum().backward();

        ModuleGoldens.AssertClose(golden.GetProperty("y"), y, 2e-6, "y");
        if (x.is_floating_point()) ModuleGoldens.AssertClose(golden.GetProperty("dx"), x.grad, 5e-6, "dx");
        Assert.Equal(golden.GetProperty("parameters").EnumerateObject().Select(one => one.Name), layer.named_parameters().Select(one => one.name));
        foreach (var (key, parameter) in layer.named_parameters())
            ModuleGoldens.AssertClose(golden.GetProperty("gradients").GetProperty(key), parameter.grad, 5e-6, "d" + key);
    }

    [Fact]
    public void LayerNorm_WhenMade_StartsAtOneAndZero()
    {
        using var layer = nn.LayerNorm(3);
        Assert.Equal([1f, 1f, 1f], layer.weight.data<float>().ToArray());
        Assert.Equal([0f, 0f, 0f], layer.bias!.data<float>().ToArray());
        using var withoutBias = nn.LayerNorm(3, bias: false);
        Assert.Equal(["weight"], withoutBias.ParameterNames());
    }

    [Fact]
    public void Embedding_WithPadding_StartsThatRowAtZero()
    {
        using var layer = nn.Embedding(5, 4, padding_idx: -2);
        float[] values = layer.weight!.data<float>().ToArray();
        Assert.All(values[12..16], value => Assert.Equal(0, value));
        Assert.All(values[..12], value => Assert.NotEqual(0, value));
    }

    [Fact]
    public void Embedding_WithMaxNorm_IsRefused() =>
        Assert.Contains("max_norm", Assert.Throws<NotSupportedException>(() => nn.Embedding(3, 2, max_norm: 1)).Message, StringComparison.Ordinal);

    private static nn.Module<Tensor, Tensor> Make(string name) => name switch
    {
        "linear" => Linear(4, 5),
        "linear without bias" => Linear(4, 2, hasBias: false),
        "embedding" => nn.Embedding(6, 3),
        "embedding with padding" => nn.Embedding(6, 3, padding_idx: 2),
        "layer norm" => nn.LayerNorm(4),
        "layer norm without parameters" => nn.LayerNorm(4, elementwise_affine: false),
        "gelu" => nn.GELU(),
        "gelu by tanh" => nn.GELU(GELU.Approximate.tanh),
        "relu" => nn.ReLU(),
        "sequential" => Sequential(Linear(4, 6), new Tanh(), nn.LayerNorm(6), Linear(6, 2)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The golden file has a layer that this test does not know."),
    };
}
