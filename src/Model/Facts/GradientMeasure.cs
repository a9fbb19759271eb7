// Measures how long the gradients are, by what they belong to.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class GradientMeasure
{
    public static (double Loss, GradientFacts Gradients) Of(Gpt model, TextWindows windows)
    {
        using var scope = NewDisposeScope();
        using var enabled = enable_grad();
        var (x, y) = BatchTensors.Of(windows); // (B, T), (B, T)
        model.zero_grad();
        var loss = Trainer.Loss(model, x, y); // ()
        loss.backward();
        var packed = model.Blocks.Select(block => block.Attention?.QueryKeyValue.weight?.grad).OfType<Tensor>().ToList(); // L x (3 C, C)
        double[] blocks = [.. model.Blocks.Select(block => Norm(block.parameters().Select(parameter => parameter.grad).OfType<Tensor>()))];
        var gradients = new GradientFacts(Part(packed, 0), Part(packed, 1), Part(packed, 2), blocks);
        double value = loss.item<float>();
        model.zero_grad();
        return (value, gradients);
    }

    private static double? Part(IReadOnlyList<Tensor> packed, int part) =>
        packed.Count == 0 ? null : Norm(packed.Select(gradient => gradient.chunk(3, dim: 0)[part])); // (C, C) each

    private static double Norm(IEnumerable<Tensor> gradients) => Math.Sqrt(gradients.Sum(gradient => (double)gradient.square().sum().item<float>()));
}
