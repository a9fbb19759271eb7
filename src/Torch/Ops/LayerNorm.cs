// Layer normalization over the last dimensions, with the gradients of input, weight and bias.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

internal static unsafe class LayerNormOperation
{
    /// <summary>(x - mean) / sqrt(variance + eps) over the last dimensions, times weight, plus bias.</summary>
    public static torch.Tensor Forward(torch.Tensor x, long[] normalizedShape, torch.Tensor? weight, torch.Tensor? bias, double eps)
    {
        var lead = x.Rank - normalizedShape.Length;
        if (normalizedShape.Length == 0 || lead < 0 || !x.sizes.AsSpan(lead).SequenceEqual(normalizedShape))
            throw new ArgumentException($"layer_norm: expected an input whose last sizes are {Shape.Text(normalizedShape)}, but got {x.Text}.");
        foreach (var parameter in (ReadOnlySpan<torch.Tensor?>)[weight, bias])
            if (parameter is not null && (!Shape.Same(parameter.sizes, normalizedShape) || parameter.type != x.type))
                throw new ArgumentException(
                    $"layer_norm: weight and bias must be {x.type} of shape {Shape.Text(normalizedShape)}, but got {parameter.Text}.");
        if (!x.IsFloat32) return Composed(x, normalizedShape.Length, weight, bias, eps);

        var columns = Shape.Count(normalizedShape);
        var rows = x.Count / Math.Max(1, columns);
        using var dense = Operand.Dense(x);
        using var w = weight is null ? default : Operand.Dense(weight);
        using var b = bias is null ? default : Operand.Dense(bias);
        using var mean = Operand.Empty([rows], x.type);
        using var reciprocalDeviation = Operand.Empty([rows], x.type);
        var y = torch.Tensor.Empty(x.sizes, x.type);
        LayerNormalization.Forward(dense.Floats, weight is null ? null : w.Floats, bias is null ? null : b.Floats, y.Floats,
            mean.Floats, reciprocalDeviation.Floats, rows, columns, (float)eps);
        if (!Node.Wanted(x, weight, bias)) return y;
        return Node.Of("NativeLayerNormBackward0", static node =>
        {
            // y = n w + b with n = (x - mean) / deviation
            //   =>  dx = (dy w - mean(dy w) - n mean(dy w n)) / deviation, dw = sum of dy n, db = sum of dy over the rows
            using var dy = Operand.Dense(node.Gradient);
            var sum = node.SumOf(0);
            var dx = sum ?? torch.Tensor.Empty(node.Inputs[0].Sizes, torch.ScalarType.Float32);
            var dWeight = node.Wants(1) ? torch.Tensor.Empty(node.Inputs[1].Sizes, torch.ScalarType.Float32) : null;
            var dBias = node.Wants(2) ? torch.Tensor.Empty(node.Inputs[2].Sizes, torch.ScalarType.Float32) : null;
            long rows = node.Saved(2).Count, columns = rows > 0 ? dy.Tensor.Count / rows : (dWeight ?? dBias)?.Count ?? 0;
            LayerNormalization.Backward(node.Saved(0).Floats, dy.Floats, node.SavedOrNull(1) is { } kept ? kept.Floats : null,
                node.Saved(2).Floats, node.Saved(3).Floats, sum is null ? null : sum.Floats, dx.Floats,
                dWeight is null ? null : dWeight.Floats, dBias is null ? null : dBias.Floats, rows, columns);
            if (sum is null) node.Give(0, dx);
            if (dWeight is not null) node.Give(1, dWeight);
            if (dBias is not null) node.Give(2, dBias);
        }, x, weight, bias).Saves(dense.Tensor, weight is null ? null : w.Tensor, mean.Tensor, reciprocalDeviation.Tensor).Finish(y);
    }

    private static torch.Tensor Composed(torch.Tensor x, int last, torch.Tensor? weight, torch.Tensor? bias, double eps)
    {
        using var temporaries = Temporaries.Open();
        var dims = Enumerable.Range(1, last).Select(d => (long)-d).ToArray();
        var centred = x.sub(x.mean(dims, keepdim: true));
        var y = centred.mul(centred.square().mean(dims, keepdim: true).add(eps).rsqrt());
        if (weight is not null) y = y.mul(weight);
        if (bias is not null) y = y.add(bias);
        return temporaries.Result(y);
    }
}
