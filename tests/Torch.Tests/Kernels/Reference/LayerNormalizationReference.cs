// Layer normalisation by its definition, in double precision.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class LayerNormalizationReference
{
    public static void Forward(float* x, float* weight, float* bias, float* y, float* mean, float* reciprocalDeviation,
        long rows, long columns, float eps)
    {
        for (long r = 0; r < rows; r++, x += columns, y += columns)
        {
            double sum = 0;
            for (long j = 0; j < columns; j++) sum += x[j];
            double average = sum / columns;
            double squares = 0;
            for (long j = 0; j < columns; j++) squares += (x[j] - average) * (x[j] - average);
            double reciprocal = 1 / Math.Sqrt((squares / columns) + eps);
            for (long j = 0; j < columns; j++)
            {
                double normal = (x[j] - average) * reciprocal;
                y[j] = (float)((normal * (weight == null ? 1 : weight[j])) + (bias == null ? 0 : bias[j]));
            }
            mean[r] = (float)average;
            reciprocalDeviation[r] = (float)reciprocal;
        }
    }

    public static void Backward(float* x, float* dy, float* weight, float* mean, float* reciprocalDeviation,
        float* dx, float* dWeight, float* dBias, long rows, long columns)
    {
        var weightSum = new double[columns];
        var biasSum = new double[columns];
        for (long r = 0; r < rows; r++, x += columns, dy += columns, dx += columns)
        {
            double average = mean[r], reciprocal = reciprocalDeviation[r];
            double sum = 0, dot = 0;    // of the gradient at the normalised value, and of its product with that value
            for (long j = 0; j < columns; j++)
            {
                double normal = (x[j] - average) * reciprocal;
                double dNormal = (double)dy[j] * (weight == null ? 1 : weight[j]);
                sum += dNormal;
                dot += dNormal * normal;
                weightSum[j] += dy[j] * normal;
                biasSum[j] += dy[j];
            }
            for (long j = 0; j < columns; j++)
            {
                double normal = (x[j] - average) * reciprocal;
                double dNormal = (double)dy[j] * (weight == null ? 1 : weight[j]);
                dx[j] = (float)(reciprocal * (dNormal - (sum / columns) - (normal * dot / columns)));
            }
        }
        for (long j = 0; j < columns; j++)
        {
            if (dWeight != null) dWeight[j] = (float)weightSum[j];
            if (dBias != null) dBias[j] = (float)biasSum[j];
        }
    }
}
