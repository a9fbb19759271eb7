// Cross entropy by its definition, in double precision.
namespace AttentionLab.Torch.Tests.Kernels;

internal static unsafe class CrossEntropyReference
{
    public static void Forward(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* rowLoss, float* logSumExp, long rows, long columns)
    {
        for (long r = 0; r < rows; r++, logits += columns)
        {
            double lse = SoftmaxReference.LogSumExp(logits, columns);
            logSumExp[r] = (float)lse;
            long target = targets[r];
            if (target == ignoreIndex)
            {
                rowLoss[r] = 0;
                continue;
            }
            double loss = (1 - labelSmoothing) * (weight == null ? 1 : weight[target]) * (lse - logits[target]);
            if (labelSmoothing > 0)
            {
                double smooth = 0;
                for (long j = 0; j < columns; j++) smooth += (weight == null ? 1 : weight[j]) * (lse - logits[j]);
                loss += labelSmoothing / columns * smooth;
            }
            rowLoss[r] = (float)loss;
        }
    }

    public static void Backward(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* logSumExp, float* rowGradient, float* dLogits, long rows, long columns)
    {
        double weightSum = 0;
        for (long j = 0; j < columns; j++) weightSum += weight == null ? 1 : weight[j];
        for (long r = 0; r < rows; r++, logits += columns, dLogits += columns)
        {
            long target = targets[r];
            if (target == ignoreIndex)
            {
                for (long j = 0; j < columns; j++) dLogits[j] = 0;
                continue;
            }
            double hard = (1 - labelSmoothing) * (weight == null ? 1 : weight[target]);
            double soft = labelSmoothing / columns;
            for (long j = 0; j < columns; j++)
            {
                double probability = Math.Exp((double)logits[j] - logSumExp[r]);
                double slope = probability * (hard + (soft * weightSum));
                slope -= (j == target ? hard : 0) + (soft * (weight == null ? 1 : weight[j]));
                dLogits[j] = (float)(rowGradient[r] * slope);
            }
        }
    }
}
