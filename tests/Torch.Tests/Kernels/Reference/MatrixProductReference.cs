// The matrix product as three loops in double precision.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class MatrixProductReference
{
    public static void Multiply(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, bool accumulate)
    {
        for (long i = 0; i < m; i++)
        {
            for (long j = 0; j < n; j++)
            {
                double sum = accumulate ? c[(i * cRow) + j] : 0;
                for (long p = 0; p < k; p++) sum += (double)a[(i * aRow) + (p * aColumn)] * b[(p * bRow) + (j * bColumn)];
                c[(i * cRow) + j] = (float)sum;
            }
        }
    }

    public static void MultiplyBatch(int batch, int m, int n, int k, float* a, long aBatch, long aRow, long aColumn,
        float* b, long bBatch, long bRow, long bColumn, float* c, long cBatch, long cRow, bool accumulate)
    {
        for (long i = 0; i < batch; i++)
        {
            Multiply(m, n, k, a + (i * aBatch), aRow, aColumn, b + (i * bBatch), bRow, bColumn, c + (i * cBatch), cRow, accumulate);
        }
    }
}
