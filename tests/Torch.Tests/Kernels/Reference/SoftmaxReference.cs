// Softmax and log-softmax by their definitions, in double precision.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class SoftmaxReference
{
    public static void Forward(float* x, float* y, long rows, long columns)
    {
        for (long r = 0; r < rows; r++, x += columns, y += columns)
        {
            double logSumExp = LogSumExp(x, columns);
            for (long j = 0; j < columns; j++) y[j] = (float)Math.Exp(x[j] - logSumExp);
        }
    }

    public static void Backward(float* y, float* dy, float* dx, long rows, long columns)
    {
        for (long r = 0; r < rows; r++, y += columns, dy += columns, dx += columns)
        {
            double dot = 0;
            for (long j = 0; j < columns; j++) dot += (double)y[j] * dy[j];
            for (long j = 0; j < columns; j++) dx[j] = (float)(y[j] * (dy[j] - dot));
        }
    }

    public static void LogForward(float* x, float* y, long rows, long columns)
    {
        for (long r = 0; r < rows; r++, x += columns, y += columns)
        {
            double logSumExp = LogSumExp(x, columns);
            for (long j = 0; j < columns; j++) y[j] = (float)(x[j] - logSumExp);
        }
    }

    public static void LogBackward(float* y, float* dy, float* dx, long rows, long columns)
    {
        for (long r = 0; r < rows; r++, y += columns, dy += columns, dx += columns)
        {
            double sum = 0;
            for (long j = 0; j < columns; j++) sum += dy[j];
            for (long j = 0; j < columns; j++) dx[j] = (float)(dy[j] - (Math.Exp(y[j]) * sum));
        }
    }

    /// <summary>log of the sum of exp; NaN for a row that is all -inf, as its softmax is.</summary>
    public static double LogSumExp(float* x, long columns)
    {
        double max = double.NegativeInfinity;
        for (long j = 0; j < columns; j++) max = Math.Max(max, x[j]);   // Math.Max keeps NaN
        double sum = 0;
        for (long j = 0; j < columns; j++) sum += Math.Exp(x[j] - max);
        return max + Math.Log(sum);
    }
}
