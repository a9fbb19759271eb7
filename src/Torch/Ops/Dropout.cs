// Dropout: elements set to zero at random, the others scaled up. The mask is drawn again in backward instead of kept.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

internal static unsafe class DropoutOperation
{
    /// <summary>y = x / (1 - p) with probability 1 - p, else 0.</summary>
    public static torch.Tensor Forward(torch.Tensor x, double p)
    {
        if (p is < 0 or > 1 || double.IsNaN(p))
            throw new ArgumentOutOfRangeException(nameof(p), p, $"dropout: the probability must be in [0, 1], but got {p}.");
        if (!x.is_floating_point()) throw new ArgumentException($"dropout: expected a floating point tensor, but got {x.Text}.");
        if (p == 0) return x.alias();
        if (p == 1) return x.mul(0);
        var (seed, offset) = torch.Generator.Default.NextStream();
        var y = Masked(x, p, seed, offset);
        // y = x m / (1 - p)  =>  dx = dy m / (1 - p)
        if (Node.Wanted(x)) Node.Of("DropoutBackward0", (p, seed, offset), static (node, drawn) => node.Give(0, Masked(node.Gradient, drawn.p, drawn.seed, drawn.offset)), x).Makes(y);
        return y;
    }

    private static torch.Tensor Masked(torch.Tensor x, double p, ulong seed, ulong offset)
    {
        var y = torch.Tensor.Empty(x.sizes, x.type);
        using var dense = Operand.Dense(x);
        if (x.IsFloat32)
        {
            Philox.Dropout(dense.Floats, y.Floats, y.Count, (float)p, seed, offset);
            return y;
        }
        using var ones = torch.Tensor.Filled(x.sizes, torch.ScalarType.Float32, 1, scoped: false);
        Philox.Dropout(ones.Floats, ones.Floats, ones.Count, (float)p, seed, offset);
        using var mask = Operand.Of(ones, x.type);
        Arithmetic.Multiply(y, dense.Tensor, mask.Tensor);
        return y;
    }
}
