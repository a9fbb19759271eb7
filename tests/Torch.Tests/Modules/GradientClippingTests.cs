// Clipping gradients by their common norm, against PyTorch.
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Modules;

public class GradientClippingTests
{
    [Fact]
    public void ClipGradNorm_ForEveryNorm_AgreesWithPyTorch()
    {
        foreach (var golden in ModuleGoldens.Section("clipping").EnumerateArray())
        {
            using var scope = NewDisposeScope();
            var kind = golden.GetProperty("kind");
            double norm = kind.ValueKind == System.Text.Json.JsonValueKind.String ? double.PositiveInfinity : kind.GetDouble();
            var parameters = golden.GetProperty("before").EnumerateArray().Select(gradient => WithGradient(gradient.ToTensor())).ToList();

            double total = nn.utils.clip_grad_norm_(parameters, golden.GetProperty("maxNorm").GetDouble(), norm);

            Assert.Equal(golden.GetProperty("norm").GetDouble(), total, 1e-5 * total);
            foreach (var (expected, parameter) in golden.GetProperty("after").EnumerateArray().Zip(parameters))
                ModuleGoldens.AssertClose(expected, parameter.grad, 1e-6, $"gradient after clipping norm {norm}");
        }
    }

    [Fact]
    public void ClipGradNorm_WithoutGradients_IsZero()
    {
        using var parameter = new Parameter(ones(3));
        Assert.Equal(0, nn.utils.clip_grad_norm_([parameter], 1));
        Assert.Null(parameter.grad);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(double.PositiveInfinity)]
    public void ClipGradNorm_OfNaN_IsNaN(double kind)
    {
        using var scope = NewDisposeScope();
        Assert.True(double.IsNaN(nn.utils.clip_grad_norm_([WithGradient(tensor(new float[] { 1, float.NaN, 3 }))], 1, kind)));
    }

    private static Parameter WithGradient(Tensor gradient) => new(zeros_like(gradient)) { grad = gradient };
}
