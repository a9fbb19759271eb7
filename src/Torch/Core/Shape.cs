// Arithmetic on sizes and strides: element counts, row-major strides, broadcasting, negative dimensions.
namespace TorchSharp;

internal static class Shape
{
    public static readonly long[] Scalar = [];

    /// <summary>Up to so many dimensions their numbers are computed on the stack.</summary>
    public const int FewDimensions = 16;

    public static long Count(ReadOnlySpan<long> sizes)
    {
        long count = 1;
        foreach (var size in sizes) count *= size;
        return count;
    }

    /// <summary>The bytes of a new tensor.</summary>
    /// <exception cref="ArgumentException">There are more than a 64-bit number counts.</exception>
    public static long Bytes(ReadOnlySpan<long> sizes, torch.ScalarType type)
    {
        long bytes = ElementType.Size(type);
        var overflows = false;
        foreach (var size in sizes)
        {
            if (size == 0) return 0;
            overflows |= size > long.MaxValue / bytes;
            bytes = unchecked(bytes * size);
            if (overflows) bytes = 1;
        }
        if (overflows) throw new ArgumentException($"A tensor {type} {Text(sizes)} has more bytes than a 64-bit number counts.");
        return bytes;
    }

    /// <summary>Row-major strides, in elements.</summary>
    public static long[] Strides(ReadOnlySpan<long> sizes)
    {
        if (sizes.Length == 0) return Scalar;
        Span<long> strides = sizes.Length <= FewDimensions ? stackalloc long[sizes.Length] : new long[sizes.Length];
        long step = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            strides[d] = step;
            step *= Math.Max(sizes[d], 1);
        }
        return ShapeTable.Of(strides);
    }

    public static bool IsContiguous(ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides)
    {
        long step = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            if (sizes[d] == 0) return true;
            if (sizes[d] != 1 && strides[d] != step) return false;
            step *= sizes[d];
        }
        return true;
    }

    /// <summary>A dimension counted from the end becomes one counted from the front; a scalar has the dimension 0 (or -1).</summary>
    public static int Wrap(long dim, int rank, string operation)
    {
        var allowed = Math.Max(rank, 1);
        if (dim < -allowed || dim >= allowed)
            throw new ArgumentOutOfRangeException(nameof(dim), dim,
                $"{operation}: dimension out of range (expected to be in [{-allowed}, {allowed - 1}], but got {dim}).");
        return (int)(dim < 0 ? dim + allowed : dim);
    }

    /// <summary>The shape that both broadcast to.</summary>
    public static long[] Broadcast(long[] a, long[] b, string operation)
    {
        if (a.AsSpan().SequenceEqual(b)) return a;
        var longer = a.Length >= b.Length ? a : b;
        var shorter = a.Length >= b.Length ? b : a;
        long[]? result = null;
        for (var d = 0; d < shorter.Length; d++)
        {
            var at = longer.Length - shorter.Length + d;
            long x = longer[at], y = shorter[d];
            if (x == y || y == 1) continue;
            if (x != 1)
                throw new ArgumentException(
                    $"{operation}: shapes {Text(a)} and {Text(b)} don't broadcast; counted from the end, each pair of sizes must be equal or one of them 1.");
            result ??= (long[])longer.Clone();
            result[at] = y;
        }
        return result ?? longer;
    }

    public static bool Same(long[] a, long[] b) => ReferenceEquals(a, b) || a.AsSpan().SequenceEqual(b);

    /// <summary>True where <paramref name="tail"/>, without its leading ones, equals the last sizes of <paramref name="sizes"/>.</summary>
    public static bool IsTail(ReadOnlySpan<long> tail, ReadOnlySpan<long> sizes)
    {
        while (tail.Length > 0 && tail[0] == 1) tail = tail[1..];
        return tail.Length <= sizes.Length && sizes[^tail.Length..].SequenceEqual(tail);
    }

    public static void RequireValid(ReadOnlySpan<long> sizes, string operation)
    {
        foreach (var size in sizes)
            if (size < 0) throw new ArgumentException($"{operation}: sizes must not be negative, but got {Text(sizes)}.");
    }

    public static long[] Without(long[] sizes, int dim)
    {
        if (sizes.Length <= 1) return Scalar;
        Span<long> result = sizes.Length <= FewDimensions ? stackalloc long[sizes.Length - 1] : new long[sizes.Length - 1];
        for (int d = 0, at = 0; d < sizes.Length; d++)
            if (d != dim) result[at++] = sizes[d];
        return ShapeTable.Of(result);
    }

    public static long[] With(long[] sizes, int dim, long size)
    {
        Span<long> result = sizes.Length <= FewDimensions ? stackalloc long[sizes.Length] : new long[sizes.Length];
        sizes.CopyTo(result);
        if (result.Length > 0) result[dim] = size;
        return ShapeTable.Of(result);
    }

    /// <summary>With one more number, before the one at a place or at the end.</summary>
    public static long[] Inserted(ReadOnlySpan<long> numbers, int at, long number)
    {
        Span<long> result = numbers.Length < FewDimensions ? stackalloc long[numbers.Length + 1] : new long[numbers.Length + 1];
        numbers[..at].CopyTo(result);
        result[at] = number;
        numbers[at..].CopyTo(result[(at + 1)..]);
        return ShapeTable.Of(result);
    }

    /// <summary>With the numbers of two dimensions exchanged.</summary>
    public static long[] Exchanged(long[] numbers, int a, int b)
    {
        Span<long> result = numbers.Length <= FewDimensions ? stackalloc long[numbers.Length] : new long[numbers.Length];
        numbers.CopyTo(result);
        (result[a], result[b]) = (numbers[b], numbers[a]);
        return ShapeTable.Of(result);
    }

    /// <summary>As PyTorch prints it: [2, 3].</summary>
    public static string Text(ReadOnlySpan<long> sizes) => "[" + string.Join(", ", sizes.ToArray()) + "]";
}
