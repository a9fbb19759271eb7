// How long the gradients are, by what they belong to: queries, keys, values, and block by block.
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <summary>L2 norms of the gradient of the mean loss on the windows.</summary>
public sealed record GradientFacts
{
    /// <summary>Of the matrices that make queries, all layers together; null without attention.</summary>
    public double? Queries { get; init; }

    /// <summary>As for queries.</summary>
    public double? Keys { get; init; }

    /// <summary>As for queries.</summary>
    public double? Values { get; init; }

    /// <summary>Of everything in a block, the first block first.</summary>
    public required IReadOnlyList<double> Blocks { get; init; }

    internal static (double Loss, GradientFacts Gradients) Measure(Gpt model, TextWindows windows)
    {
        using var scope = NewDisposeScope();
        using var enabled = enable_grad();
        var (x, y) = windows.Tensors(); // (B, T), (B, T)
        model.zero_grad();
        var loss = Trainer.Loss(model, x, y); // ()
        loss.backward();
        var packed = model.Blocks.Select(block => block.Attention?.QueryKeyValue.weight?.grad).OfType<Tensor>().ToList(); // L x (3 C, C)
        var gradients = new GradientFacts
        {
            Queries = Part(packed, 0),
            Keys = Part(packed, 1),
            Values = Part(packed, 2),
            Blocks = [.. model.Blocks.Select(block => Norm(block.parameters().Select(parameter => parameter.grad).OfType<Tensor>()))],
        };
        double value = loss.item<float>();
        model.zero_grad();
        return (value, gradients);
    }

    private static double? Part(IReadOnlyList<Tensor> packed, int part) =>
        packed.Count == 0 ? null : Norm(packed.Select(gradient => gradient.chunk(3, dim: 0)[part])); // (C, C) each

    private static double Norm(IEnumerable<Tensor> gradients) => Math.Sqrt(gradients.Sum(gradient => (double)gradient.square().sum().item<float>()));
}
