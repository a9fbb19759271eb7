// Rows of a table picked by number, with the gradient of the table.
using TorchSharp.Kernels;
using TorchSharp.Loops;

namespace TorchSharp;

internal static unsafe class EmbeddingOperation
{
    /// <summary>table (rows, channels), ids (..): y (.., channels). The row <paramref name="paddingIndex"/>, if any, gets no gradient.</summary>
    public static torch.Tensor Forward(torch.Tensor table, torch.Tensor ids, long? paddingIndex = null)
    {
        if (table.Rank != 2) throw new ArgumentException($"embedding: expected a table (rows, channels), but got {table.Text}.");
        if (ids.type is not (torch.ScalarType.Int64 or torch.ScalarType.Int32))
            throw new ArgumentException($"embedding: expected ids of type Int64 or Int32, but got {ids.Text}.");
        using var index = Operand.Dense(ids, torch.ScalarType.Int64);
        IndexRange.Require(index.Tensor, table.sizes[0], "embedding");
        var columns = table.sizes[1];
        var y = torch.Tensor.Empty(Shape.Inserted(ids.sizes, ids.Rank, columns), table.type);
        using var rows = Operand.Dense(table);
        if (table.IsFloat32) EmbeddingLookup.Forward(rows.Floats, index.Tensor.Pointer<long>(), y.Floats, ids.Count, columns);
        else IndexCopy.Rows(rows.Tensor, index.Tensor, y, columns);
        if (!Node.Wanted(table)) return y;
        return Node.Of("EmbeddingBackward0", paddingIndex, static (node, paddingIndex) =>
        {
            // y[i] = table[ids[i]]  =>  dtable[r] = sum of dy[i] over all i with ids[i] = r
            var dTable = torch.Tensor.Filled(node.Inputs[0].Sizes, node.Inputs[0].Type, 0);
            using var dy = Operand.Dense(node.Gradient);
            var (kept, columns) = (node.Saved(0), dTable.sizes[1]);
            if (dTable.IsFloat32) EmbeddingLookup.Backward(dy.Floats, kept.Pointer<long>(), dTable.Floats, kept.Count, columns);
            else dTable.AddRows(0, kept.reshape([-1]), dy.Tensor.view([-1, columns]));
            if (paddingIndex is { } padding) dTable.select(0, padding).FillData(0);
            node.Give(0, dTable);
        }, table).Saves(index.Tensor).Finish(y);
    }
}

/// <summary>Indices that must lie within a dimension.</summary>
internal static unsafe class IndexRange
{
    /// <summary>Throws unless every index (dense Int64) is in [0, size).</summary>
    public static void Require(torch.Tensor index, long size, string operation)
    {
        var at = index.Pointer<long>();
        for (long i = 0, count = index.Count; i < count; i++)
            if ((ulong)at[i] >= (ulong)size)
                throw new ArgumentOutOfRangeException(nameof(index), at[i],
                    $"{operation}: index {at[i]} is out of bounds for a dimension of size {size}; allowed: 0 to {size - 1}.");
    }
}

/// <summary>Whole rows copied by number, for every element type.</summary>
internal static unsafe class IndexCopy
{
    public static void Rows(torch.Tensor table, torch.Tensor index, torch.Tensor y, long columns)
    {
        var bytes = columns * ElementType.Size(table.type);
        byte* from = table.Bytes, into = y.Bytes;
        var at = index.Pointer<long>();
        for (long i = 0, count = index.Count; i < count; i++) Buffer.MemoryCopy(from + at[i] * bytes, into + i * bytes, bytes, bytes);
    }
}
