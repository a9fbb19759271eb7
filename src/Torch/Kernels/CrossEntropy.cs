// Cross entropy of logits against class indices, row by row, with its gradient.
namespace TorchSharp.Kernels;

internal static unsafe class CrossEntropy
{
    private const long CellsOfThread = 8192;

    /// <summary>rowLoss (rows), 0 where ignored: weight[t] (1-s) (lse - x[t]) + s/columns sum_j weight[j] (lse - x[j]); weight may be null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a column nor ignoreIndex.</exception>
    public static void Forward(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* rowLoss, float* logSumExp, long rows, long columns) =>
        LaneLoop.For(rows, Math.Max(1, CellsOfThread / Math.Max(1, columns)),
            new ForwardJob(logits, targets, weight, ignoreIndex, labelSmoothing, rowLoss, logSumExp, columns));

    /// <summary>dLogits (rows, columns) from rowGradient = d loss / d rowLoss; rows that are ignored get 0.</summary>
    public static void Backward(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* logSumExp, float* rowGradient, float* dLogits, long rows, long columns)
    {
        if (columns <= 0) return;
        double weightSum = weight == null ? columns : Elementwise.Sum(weight, columns);
        LaneLoop.For(rows, Math.Max(1, CellsOfThread / columns),
            new BackwardJob(logits, targets, weight, ignoreIndex, labelSmoothing, logSumExp, rowGradient, dLogits, columns, weightSum));
    }

    private static void CheckTarget(long target, long row, long columns)
    {
        if (target < 0 || target >= columns)
        {
            throw new ArgumentOutOfRangeException(nameof(target), target,
                $"cross_entropy: target {target} of row {row} is out of bounds; allowed are 0 to {columns - 1}.");
        }
    }

    private readonly struct ForwardJob(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* rowLoss, float* logSumExp, long columns) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float* x = logits + (row * columns);
                float max = RowReduction.Max<T>(x, columns);
                double log = Math.Log(RowReduction.SumOfExp<T>(x, max, columns));
                logSumExp[row] = (float)(max + log);
                long target = targets[row];
                rowLoss[row] = target == ignoreIndex ? 0 : Loss(x, target, row, max, log);
            }
        }

        // lse - x[j] as (max - x[j]) + log, which keeps its digits for large logits
        private float Loss(float* x, long target, long row, double max, double log)
        {
            CheckTarget(target, row, columns);
            double loss = (1 - labelSmoothing) * (weight == null ? 1 : weight[target]) * (max - x[target] + log);
            if (labelSmoothing > 0)
            {
                double smooth = 0;
                for (long j = 0; j < columns; j++) smooth += (weight == null ? 1 : weight[j]) * (max - x[j] + log);
                loss += labelSmoothing / columns * smooth;
            }
            return (float)loss;
        }
    }

    private readonly struct BackwardJob(float* logits, long* targets, float* weight, long ignoreIndex, double labelSmoothing,
        float* logSumExp, float* rowGradient, float* dLogits, long columns, double weightSum) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float* x = logits + (row * columns), dx = dLogits + (row * columns);
                long target = targets[row];
                if (target == ignoreIndex)
                {
                    new Span<float>(dx, checked((int)columns)).Clear();
                    continue;
                }
                // dx[j] = g (p[j] (hard + soft sum(weight)) - soft weight[j] - [j = target] hard)
                float gradient = rowGradient[row];
                double hard = (1 - labelSmoothing) * (weight == null ? 1 : weight[target]), soft = labelSmoothing / columns;
                T factor = T.Broadcast((float)(gradient * (hard + (soft * weightSum)))), shift = T.Broadcast(logSumExp[row]);
                T even = T.Broadcast((float)(gradient * soft));
                for (long i = 0; i < columns; i += T.Count)
                {
                    long lanes = Math.Min(T.Count, columns - i);
                    T slope = LaneMath.Exp(T.LoadFirst(x + i, lanes) - shift) * factor;
                    if (labelSmoothing > 0) slope -= weight == null ? even : even * T.LoadFirst(weight + i, lanes);
                    T.StoreFirst(slope, dx + i, lanes);
                }
                dx[target] -= (float)(gradient * hard);
            }
        }
    }
}
