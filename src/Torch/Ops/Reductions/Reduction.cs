// How a reduction sees its input: the reduced dimensions last, as the columns of a row-major matrix.
using System.Numerics;
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

/// <summary>The input as (rows, columns); one result per row.</summary>
internal readonly ref struct Reduction
{
    private const long Grain = 32768;

    private readonly Operand operand;

    /// <param name="x">Input.</param>
    /// <param name="dims">Reduced dimensions; none means all.</param>
    /// <param name="type">Type to compute in.</param>
    /// <param name="operation">For errors.</param>
    public Reduction(torch.Tensor x, ReadOnlySpan<long> dims, torch.ScalarType type, string operation)
    {
        var reduced = Mask(x.Rank, dims, operation);
        KeptSizes = new long[x.Rank];
        var order = new int[x.Rank];
        int kept = 0, at = 0;
        for (var d = 0; d < x.Rank; d++)
            if (!reduced[d]) order[kept++] = d;
        Sizes = new long[kept];
        at = kept;
        Columns = 1;
        for (var d = 0; d < x.Rank; d++)
        {
            KeptSizes[d] = reduced[d] ? 1 : x.sizes[d];
            if (!reduced[d]) continue;
            order[at++] = d;
            Columns *= x.sizes[d];
        }
        for (var i = 0; i < kept; i++) Sizes[i] = x.sizes[order[i]];
        Rows = Shape.Count(Sizes);

        var inOrder = true;
        for (var i = 0; i < order.Length; i++) inOrder &= order[i] == i;
        if (inOrder) operand = Operand.Dense(x, type);
        else
        {
            using var permuted = x.Window(Array.ConvertAll(order, d => x.sizes[d]), Array.ConvertAll(order, d => x.strides[d]), x.offset, scoped: false);
            operand = Operand.Owned(permuted, type);
        }
    }

    public long Rows { get; }

    public long Columns { get; }

    /// <summary>The input's sizes without the reduced dimensions.</summary>
    public long[] Sizes { get; }

    /// <summary>The input's sizes with 1 in place of the reduced dimensions.</summary>
    public long[] KeptSizes { get; }

    public torch.Tensor Input => operand.Tensor;

    public long[] ResultSizes(bool keepdim) => keepdim ? KeptSizes : Sizes;

    public void Dispose() => operand.Dispose();

    public void RequireColumns(string operation)
    {
        if (Columns == 0 && Rows > 0)
            throw new InvalidOperationException($"{operation}: cannot reduce over a dimension of size 0; the operation has no identity.");
    }

    /// <summary>Runs a body for every row, many rows in parallel.</summary>
    public unsafe void ForRows(Action<long> body)
    {
        var rows = Rows;
        ForkJoin.For(rows, Math.Max(1, Grain / Math.Max(Columns, 1)), (from, to) =>
        {
            for (var row = from; row < to; row++) body(row);
        });
    }

    public static bool[] Mask(int rank, ReadOnlySpan<long> dims, string operation)
    {
        var reduced = new bool[rank];
        Mark(reduced, dims, operation);
        return reduced;
    }

    /// <summary>True for each dimension that is named; none means all.</summary>
    public static void Mark(Span<bool> reduced, ReadOnlySpan<long> dims, string operation)
    {
        var rank = reduced.Length;
        reduced.Fill(dims.Length == 0);
        foreach (var dim in dims)
        {
            var d = Shape.Wrap(dim, rank, operation);
            if (rank == 0) continue;
            if (reduced[d]) throw new ArgumentException($"{operation}: dimension {dim} appears multiple times in the list of dimensions.");
            reduced[d] = true;
        }
    }
}

/// <summary>y[row] = f(the row's columns).</summary>
internal interface IRowFunction
{
    static abstract unsafe T Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>;
}

/// <summary>y[row] = the position of something in the row.</summary>
internal interface IRowSearch
{
    static abstract unsafe long Apply<T>(T* row, long columns) where T : unmanaged, INumber<T>;
}

internal static unsafe class RowLoop
{
    /// <summary>One value per row, of the input's type.</summary>
    public static void Run<TOp>(Reduction reduction, torch.Tensor y) where TOp : struct, IRowFunction
    {
        switch (reduction.Input.type)
        {
            case torch.ScalarType.Float32: Typed<float, TOp>(reduction, y); break;
            case torch.ScalarType.Float64: Typed<double, TOp>(reduction, y); break;
            case torch.ScalarType.Int64: Typed<long, TOp>(reduction, y); break;
            case torch.ScalarType.Int32: Typed<int, TOp>(reduction, y); break;
            case torch.ScalarType.Int16: Typed<short, TOp>(reduction, y); break;
            case torch.ScalarType.Int8: Typed<sbyte, TOp>(reduction, y); break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool: Typed<byte, TOp>(reduction, y); break;
            default: throw ElementType.Unsupported(reduction.Input.type);
        }
    }

    /// <summary>One position per row.</summary>
    public static void Search<TOp>(Reduction reduction, torch.Tensor positions) where TOp : struct, IRowSearch
    {
        switch (reduction.Input.type)
        {
            case torch.ScalarType.Float32: TypedSearch<float, TOp>(reduction, positions); break;
            case torch.ScalarType.Float64: TypedSearch<double, TOp>(reduction, positions); break;
            case torch.ScalarType.Int64: TypedSearch<long, TOp>(reduction, positions); break;
            case torch.ScalarType.Int32: TypedSearch<int, TOp>(reduction, positions); break;
            case torch.ScalarType.Int16: TypedSearch<short, TOp>(reduction, positions); break;
            case torch.ScalarType.Int8: TypedSearch<sbyte, TOp>(reduction, positions); break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool: TypedSearch<byte, TOp>(reduction, positions); break;
            default: throw ElementType.Unsupported(reduction.Input.type);
        }
    }

    private static void Typed<T, TOp>(Reduction reduction, torch.Tensor y) where T : unmanaged, INumber<T> where TOp : struct, IRowFunction
    {
        T* x = reduction.Input.Pointer<T>(), result = y.Pointer<T>();
        var columns = reduction.Columns;
        reduction.ForRows(row => result[row] = TOp.Apply(x + row * columns, columns));
    }

    private static void TypedSearch<T, TOp>(Reduction reduction, torch.Tensor positions) where T : unmanaged, INumber<T> where TOp : struct, IRowSearch
    {
        var x = reduction.Input.Pointer<T>();
        var result = positions.Pointer<long>();
        var columns = reduction.Columns;
        reduction.ForRows(row => result[row] = TOp.Apply(x + row * columns, columns));
    }
}
