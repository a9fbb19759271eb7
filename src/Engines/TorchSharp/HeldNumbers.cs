// Arithmetic with plain numbers whose native copies live for as long as they are needed.
using TorchSharp;
using static TorchSharp.torch;

namespace AttentionLab.Model;

/// <remarks>
/// TorchSharp makes a native copy of every number that an operation takes, the 1 in a + b included, and frees it in a finalizer.
/// Nothing keeps that copy alive during the call: a collection at the wrong moment frees it before native code has read it, and
/// the operation throws ("Expected false to be true") or computes with another number. So the numbers are held here.
/// </remarks>
internal static class HeldNumbers
{
    private static readonly Scalar One = 1.0, Zero = 0.0, MinusInfinity = double.NegativeInfinity;

    /// <summary>The sum of two tensors, of their common shape.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor.add(other, One);

    /// <summary>Every element times a number, of the tensor's shape.</summary>
    public static Tensor Times(this Tensor tensor, double number)
    {
        Scalar held = number;
        var product = tensor.mul(held);
        GC.KeepAlive(held);
        return product;
    }

    /// <summary>Every element divided by a number, of the tensor's shape.</summary>
    public static Tensor Over(this Tensor tensor, double number)
    {
        Scalar held = number;
        var quotient = tensor.div(held);
        GC.KeepAlive(held);
        return quotient;
    }

    /// <summary>Minus infinity where the upper triangle of (T, T) hides what comes later.</summary>
    public static Tensor HideFuture(this Tensor affinities, long tokens) =>
        affinities.masked_fill(ones(tokens, tokens, device: affinities.device).triu(1).gt(Zero), MinusInfinity); // of the affinities' shape
}
