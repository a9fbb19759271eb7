// Softmax and log-softmax over the rows of a matrix, with their gradients.
namespace TorchSharp.Kernels;

internal static unsafe class Softmax
{
    /// <summary>y = softmax of each row of x (rows, columns).</summary>
    public static void Forward(float* x, float* y, long rows, long columns) => SoftmaxReference.Forward(x, y, rows, columns);

    /// <summary>dx = y (dy - sum(y dy)), row by row.</summary>
    public static void Backward(float* y, float* dy, float* dx, long rows, long columns) => SoftmaxReference.Backward(y, dy, dx, rows, columns);

    /// <summary>y = log softmax of each row of x (rows, columns).</summary>
    public static void LogForward(float* x, float* y, long rows, long columns) => SoftmaxReference.LogForward(x, y, rows, columns);

    /// <summary>dx = dy - exp(y) sum(dy), row by row.</summary>
    public static void LogBackward(float* y, float* dy, float* dx, long rows, long columns) => SoftmaxReference.LogBackward(y, dy, dx, rows, columns);
}
