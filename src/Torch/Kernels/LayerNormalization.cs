// Layer normalisation over the rows of a matrix, with its gradients.
namespace TorchSharp.Kernels;

internal static unsafe class LayerNormalization
{
    private const long CellsOfThread = 8192;
    private const long RowsOfBlock = 32;    // rows whose weight gradients are added up before the blocks are

    /// <summary>y = (x - mean) / sqrt(variance + eps) * weight + bias per row; weight and bias (columns) may be null.</summary>
    public static void Forward(float* x, float* weight, float* bias, float* y, float* mean, float* reciprocalDeviation,
        long rows, long columns, float eps)
    {
        if (columns > 0) LaneLoop.For(rows, Math.Max(1, CellsOfThread / columns), new ForwardJob(x, weight, bias, y, mean, reciprocalDeviation, columns, eps));
    }

    /// <summary>Gradients of <see cref="Forward"/>, all overwritten; weight, dWeight and dBias may be null. dx starts from sum, which may be dx, unless that is null.</summary>
    public static void Backward(float* x, float* dy, float* weight, float* mean, float* reciprocalDeviation,
        float* sum, float* dx, float* dWeight, float* dBias, long rows, long columns)
    {
        if (columns <= 0) return;
        long blocks = (rows + RowsOfBlock - 1) / RowsOfBlock;
        bool sums = dWeight != null || dBias != null;
        // (blocks, 2, columns): each block's sums for the weight and for the bias
        float* partial = sums ? (float*)NativeMemoryPool.Rent(blocks * 2 * columns * sizeof(float)) : null;
        long grain = Math.Max(1, CellsOfThread / (columns * RowsOfBlock));
        LaneLoop.For(blocks, grain, new BackwardJob(x, dy, weight, mean, reciprocalDeviation, sum, dx, partial, rows, columns));
        if (!sums) return;
        if (dWeight != null) RowBias.SumStridedRows(partial, 2 * columns, dWeight, blocks, columns, false);
        if (dBias != null) RowBias.SumStridedRows(partial + columns, 2 * columns, dBias, blocks, columns, false);
        NativeMemoryPool.Return(partial);
    }

    private readonly struct ForwardJob(float* x, float* weight, float* bias, float* y, float* mean, float* reciprocalDeviation,
        long columns, float eps) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            float* w = weight, b = bias;
            for (long row = from; row < to; row++)
            {
                float* input = x + (row * columns), output = y + (row * columns);
                float average = RowReduction.Sum<T>(input, columns) / columns;
                T center = T.Broadcast(average), squares = default;
                long i = 0;
                for (; i <= columns - T.Count; i += T.Count)
                {
                    T d = T.Load(input + i) - center;
                    squares = T.MultiplyAdd(d, d, squares);
                }
                float square = T.Sum(squares);
                for (; i < columns; i++) square += (input[i] - average) * (input[i] - average);
                float reciprocal = 1 / MathF.Sqrt((square / columns) + eps);
                mean[row] = average;
                reciprocalDeviation[row] = reciprocal;
                T factor = T.Broadcast(reciprocal);
                for (i = 0; i <= columns - T.Count; i += T.Count)
                {
                    T normal = (T.Load(input + i) - center) * factor;
                    if (w != null) normal *= T.Load(w + i);
                    if (b != null) normal += T.Load(b + i);
                    T.Store(normal, output + i);
                }
                if (i < columns)
                {
                    long rest = columns - i;
                    T normal = (T.LoadFirst(input + i, rest) - center) * factor;
                    if (w != null) normal *= T.LoadFirst(w + i, rest);
                    if (b != null) normal += T.LoadFirst(b + i, rest);
                    T.StoreFirst(normal, output + i, rest);
                }
            }
        }
    }

    private readonly struct BackwardJob(float* x, float* dy, float* weight, float* mean, float* reciprocalDeviation,
        float* start, float* dx, float* partial, long rows, long columns) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long block = from; block < to; block++)
            {
                float* sums = partial == null ? null : partial + (block * 2 * columns);
                if (sums != null) new Span<float>(sums, checked((int)(2 * columns))).Clear();
                for (long row = block * RowsOfBlock; row < Math.Min(rows, (block + 1) * RowsOfBlock); row++) Row<T>(row, sums);
            }
        }

        // n = (x - mean) r;  dn = dy weight;  dx = r (dn - mean(dn) - n mean(dn n));  dWeight += dy n;  dBias += dy
        private void Row<T>(long row, float* sums)
            where T : struct, ILanes<T>
        {
            long count = columns, full = columns - (columns % T.Count), rest = columns % T.Count;
            float* input = x + (row * count), slopes = dy + (row * count), output = dx + (row * count), w = weight, before = start == null ? null : start + (row * count);
            T center = T.Broadcast(mean[row]), factor = T.Broadcast(reciprocalDeviation[row]), sum = default, dot = default;
            for (long i = 0; i < count; i += T.Count)
            {
                bool whole = i < full;
                T normal = ((whole ? T.Load(input + i) : T.LoadFirst(input + i, rest)) - center) * factor;
                T slope = whole ? T.Load(slopes + i) : T.LoadFirst(slopes + i, rest);
                if (w != null) slope *= whole ? T.Load(w + i) : T.LoadFirst(w + i, rest);
                sum += slope;
                dot = T.MultiplyAdd(slope, normal, dot);
            }
            T meanSlope = T.Broadcast(T.Sum(sum) / count), meanDot = T.Broadcast(T.Sum(dot) / count);
            for (long i = 0; i < full; i += T.Count)
            {
                T normal = (T.Load(input + i) - center) * factor, slope = T.Load(slopes + i);
                if (sums != null)
                {
                    T.Store(T.MultiplyAdd(slope, normal, T.Load(sums + i)), sums + i);
                    T.Store(T.Load(sums + count + i) + slope, sums + count + i);
                }
                if (w != null) slope *= T.Load(w + i);
                T gradient = (slope - meanSlope - (normal * meanDot)) * factor;
                T.Store(before == null ? gradient : T.Load(before + i) + gradient, output + i);
            }
            if (rest > 0)
            {
                T normal = (T.LoadFirst(input + full, rest) - center) * factor, slope = T.LoadFirst(slopes + full, rest);
                if (sums != null)
                {
                    T.StoreFirst(T.MultiplyAdd(slope, normal, T.LoadFirst(sums + full, rest)), sums + full, rest);
                    T.StoreFirst(T.LoadFirst(sums + count + full, rest) + slope, sums + count + full, rest);
                }
                if (w != null) slope *= T.LoadFirst(w + full, rest);
                T gradient = (slope - meanSlope - (normal * meanDot)) * factor;
                T.StoreFirst(before == null ? gradient : T.LoadFirst(before + full, rest) + gradient, output + full, rest);
            }
        }
    }
}
