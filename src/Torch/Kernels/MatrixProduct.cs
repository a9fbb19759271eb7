// Matrix product C = A B [+ C] with any strides of A and B, single and batched.
namespace TorchSharp.Kernels;

internal static unsafe class MatrixProduct
{
    /// <summary>c (m,n) = a (m,k) . b (k,n) [+ c]; the columns of c are adjacent.</summary>
    public static void Multiply(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, bool accumulate) =>
        MatrixProductReference.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, accumulate);

    /// <summary>As <see cref="Multiply"/> for each of a batch; a batch stride of 0 repeats the matrix.</summary>
    public static void MultiplyBatch(int batch, int m, int n, int k, float* a, long aBatch, long aRow, long aColumn,
        float* b, long bBatch, long bRow, long bColumn, float* c, long cBatch, long cRow, bool accumulate) =>
        MatrixProductReference.MultiplyBatch(batch, m, n, k, a, aBatch, aRow, aColumn, b, bBatch, bRow, bColumn, c, cBatch, cRow, accumulate);
}
