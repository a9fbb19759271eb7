// Table lookup by two loops.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class EmbeddingLookupReference
{
    public static void Forward(float* table, long* ids, float* y, long count, long columns)
    {
        for (long i = 0; i < count; i++)
        {
            for (long j = 0; j < columns; j++) y[(i * columns) + j] = table[(ids[i] * columns) + j];
        }
    }

    public static void Backward(float* dy, long* ids, float* dTable, long count, long columns)
    {
        for (long i = 0; i < count; i++)
        {
            for (long j = 0; j < columns; j++) dTable[(ids[i] * columns) + j] += dy[(i * columns) + j];
        }
    }
}
