// Arithmetic with plain numbers whose native copies live until native code has read them.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// TorchSharp makes a native copy of every number that an operation takes, the 1 in a + b included, and frees it in a finalizer.
/// Nothing keeps the copy alive during the call: a collection at the wrong moment frees it before it is read, and the operation
/// throws. So numbers are held here, by <c>using</c> or for good, and no other source of the model writes an operator between a
/// tensor and a number, or a sum of two tensors. Methods with an underscore change their tensor and return it.
/// </remarks>
internal static class HeldNumbers
{
    private static readonly Scalar One = 1.0, Zero = 0.0, MinusInfinity = double.NegativeInfinity;

    /// <summary>The sum of two tensors, of their common shape.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor.add(other, One);

    /// <summary>Every element plus a number, of the tensor's shape.</summary>
    public static Tensor Plus(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.add(held);
    }

    /// <summary>Every element times a number, of the tensor's shape.</summary>
    public static Tensor Times(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.mul(held);
    }

    /// <summary>Every element divided by a number, of the tensor's shape.</summary>
    public static Tensor Over(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.div(held);
    }

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor Times_(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.mul_(held);
    }

    /// <summary>Adds another tensor times a number.</summary>
    public static Tensor Plus_(this Tensor tensor, Tensor other, double times)
    {
        using Scalar held = times;
        return tensor.add_(other, held);
    }

    /// <summary>Minus infinity where the upper triangle of (T, T) hides what comes later; of the affinities' shape.</summary>
    public static Tensor HideFuture(this Tensor affinities, long tokens) =>
        affinities.masked_fill(ones(tokens, tokens, device: affinities.device).triu(1).gt(Zero), MinusInfinity);

    /// <summary>The positions from one to before another, Int64 (N).</summary>
    public static Tensor Positions(long from, long to, Device device)
    {
        using Scalar first = from, end = to;
        return arange(first, end, device: device); // (N)
    }
}
