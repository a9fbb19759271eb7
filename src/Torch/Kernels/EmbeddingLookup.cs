// Rows of a table by index, and the gradient that adds rows back.
namespace TorchSharp.Kernels;

internal static unsafe class EmbeddingLookup
{
    /// <summary>y (count, columns) = table[ids]; the caller has checked the ids.</summary>
    public static void Forward(float* table, long* ids, float* y, long count, long columns) =>
        EmbeddingLookupReference.Forward(table, ids, y, count, columns);

    /// <summary>dTable[ids] += dy, in the order of the ids.</summary>
    public static void Backward(float* dy, long* ids, float* dTable, long count, long columns) =>
        EmbeddingLookupReference.Backward(dy, ids, dTable, count, columns);
}
