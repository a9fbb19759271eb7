// Sizes and strides that were seen before are used again, so that a training step makes no arrays for them.
namespace TorchSharp;

/// <remarks>One table per thread. What comes out is shared and never written: callers get copies (<c>shape</c>, <c>stride()</c>).</remarks>
internal static class ShapeTable
{
    private const int Slots = 1024;     // a power of two; a newcomer takes the place of what was in its slot

    [ThreadStatic]
    private static long[]?[]? table;

    /// <summary>An array with these numbers: the one kept from before, or a new one.</summary>
    public static long[] Of(ReadOnlySpan<long> numbers)
    {
        if (numbers.Length == 0) return Shape.Scalar;
        ulong hash = (ulong)numbers.Length;
        foreach (var number in numbers) hash = (hash ^ (ulong)number) * 0x9E3779B97F4A7C15;
        ref var slot = ref (table ??= new long[]?[Slots])[hash >> 54];
        if (slot is { } kept && numbers.SequenceEqual(kept)) return kept;
        return slot = numbers.ToArray();
    }
}
