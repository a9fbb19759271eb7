// Row bias by two loops.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class RowBiasReference
{
    public static void Add(float* x, float* bias, float* y, long rows, long columns)
    {
        for (long r = 0; r < rows; r++)
        {
            for (long j = 0; j < columns; j++) y[(r * columns) + j] = x[(r * columns) + j] + bias[j];
        }
    }

    public static void SumRows(float* x, float* y, long rows, long columns, bool accumulate)
    {
        for (long j = 0; j < columns; j++)
        {
            double sum = accumulate ? y[j] : 0;
            for (long r = 0; r < rows; r++) sum += x[(r * columns) + j];
            y[j] = (float)sum;
        }
    }
}
