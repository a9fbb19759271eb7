// Layer normalisation over the rows of a matrix, with its gradients.
namespace TorchSharp.Kernels;

internal static unsafe class LayerNormalization
{
    /// <summary>y = (x - mean) / sqrt(variance + eps) * weight + bias per row; weight and bias (columns) may be null.</summary>
    public static void Forward(float* x, float* weight, float* bias, float* y, float* mean, float* reciprocalDeviation,
        long rows, long columns, float eps) =>
        LayerNormalizationReference.Forward(x, weight, bias, y, mean, reciprocalDeviation, rows, columns, eps);

    /// <summary>Gradients of <see cref="Forward"/>, all overwritten; weight, dWeight and dBias may be null.</summary>
    public static void Backward(float* x, float* dy, float* weight, float* mean, float* reciprocalDeviation,
        float* dx, float* dWeight, float* dBias, long rows, long columns) =>
        LayerNormalizationReference.Backward(x, dy, weight, mean, reciprocalDeviation, dx, dWeight, dBias, rows, columns);
}
