// Arithmetic with plain numbers; the managed engine has no copies of them that could be freed too early.
using static TorchSharp.torch;

namespace AttentionLab.Model;

internal static class HeldNumbers
{
    /// <summary>The sum of two tensors, of their common shape.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor + other;

    /// <summary>Every element times a number, of the tensor's shape.</summary>
    public static Tensor Times(this Tensor tensor, double number) => tensor * number;

    /// <summary>Every element divided by a number, of the tensor's shape.</summary>
    public static Tensor Over(this Tensor tensor, double number) => tensor / number;

    /// <summary>Minus infinity where the upper triangle of (T, T) hides what comes later.</summary>
    public static Tensor HideFuture(this Tensor affinities, long tokens) =>
        affinities.masked_fill(ones(tokens, tokens, device: affinities.device).triu(1) > 0, double.NegativeInfinity); // of the affinities' shape
}
