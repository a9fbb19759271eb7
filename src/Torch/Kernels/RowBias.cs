// A row added to every row of a matrix, and the sum over rows that is its gradient.
namespace TorchSharp.Kernels;

internal static unsafe class RowBias
{
    /// <summary>y (rows, columns) = x + bias (columns).</summary>
    public static void Add(float* x, float* bias, float* y, long rows, long columns) => RowBiasReference.Add(x, bias, y, rows, columns);

    /// <summary>y (columns) = [y +] sum of the rows of x (rows, columns).</summary>
    public static void SumRows(float* x, float* y, long rows, long columns, bool accumulate) =>
        RowBiasReference.SumRows(x, y, rows, columns, accumulate);
}
