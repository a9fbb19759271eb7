// Cross entropy of logits against class indices, row by row, with its gradient.
namespace TorchSharp.Kernels;

internal static unsafe class CrossEntropy
{
    /// <summary>rowLoss (rows), 0 where ignored: weight[t] (1-s) (lse - x[t]) + s/columns sum_j weight[j] (lse - x[j]); weight may be null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a column nor ignoreIndex.</exception>
    public static void Forward(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* rowLoss, float* logSumExp, long rows, long columns) =>
        CrossEntropyReference.Forward(logits, targets, weight, ignoreIndex, labelSmoothing, rowLoss, logSumExp, rows, columns);

    /// <summary>dLogits (rows, columns) from rowGradient = d loss / d rowLoss; rows that are ignored get 0.</summary>
    public static void Backward(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* logSumExp, float* rowGradient, float* dLogits, long rows, long columns) =>
        CrossEntropyReference.Backward(logits, targets, weight, ignoreIndex, labelSmoothing, logSumExp, rowGradient, dLogits, rows, columns);
}
