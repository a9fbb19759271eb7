// The inputs of golden programs: numbers from a generator that language.py has, too.
using static TorchSharp.torch;

namespace AttentionLab.Torch.Tests.Programs;

internal static class MadeInputs
{
    /// <summary>Thirty-seconds in [-3, 3].</summary>
    public static Tensor Near(long seed, long[] shape) => Made(seed, shape, word => (word % 193 - 96) / 32.0);

    /// <summary>As <see cref="Near"/>, a quarter away from 0.</summary>
    public static Tensor Away(long seed, long[] shape) =>
        Made(seed, shape, word => (word % 193 >= 96 ? 1 : -1) * (Math.Abs(word % 193 - 96) / 32.0 + 0.25));

    /// <summary>In [0.25, 3.25].</summary>
    public static Tensor Positive(long seed, long[] shape) => Made(seed, shape, word => (word % 97 + 8) / 32.0);

    public static Tensor Whole(long seed, long below, long[] shape) => Made(seed, shape, word => word % below).to_type(ScalarType.Int64);

    public static Tensor Truth(long seed, long[] shape) => Made(seed, shape, word => word >> 3 & 1).to_type(ScalarType.Bool);

    /// <summary>Distinct numbers an eighth apart, in random order, none of them 0.</summary>
    public static Tensor Distinct(long seed, long[] shape)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        double[] order = [.. Enumerable.Range(0, (int)count).Select(k => (double)k)];
        var words = Words(seed).GetEnumerator();
        for (long i = count - 1; i > 0; i--)
        {
            words.MoveNext();
            long j = words.Current % (i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return Shaped([.. order.Select(k => (k - count / 2) / 8 + 0.0625)], shape);
    }

    /// <summary>Every step-th element of a dimension from first to before last: a window, without history.</summary>
    public static Tensor Part(Tensor whole, long dim, long first, long last, long step)
    {
        long[] sizes = [.. whole.shape], strides = [.. whole.strides];
        long offset = whole.offset + first * strides[dim];
        sizes[dim] = (Math.Min(last, sizes[dim]) - first + step - 1) / step;
        strides[dim] *= step;
        return whole.Window(sizes, strides, offset);
    }

    private static Tensor Made(long seed, long[] shape, Func<long, double> value) =>
        Shaped([.. Words(seed).Take((int)shape.Aggregate(1L, (product, size) => product * size)).Select(value)], shape);

    private static Tensor Shaped(double[] values, long[] shape) => tensor(values).to_type(ScalarType.Float32).view(shape);

    private static IEnumerable<long> Words(long seed)
    {
        uint state = unchecked((uint)(seed * 2654435761 + 12345));
        while (true)
        {
            state = unchecked(state * 1664525 + 1013904223);
            yield return state >> 16;
        }
    }
}
