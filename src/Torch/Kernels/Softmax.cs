// Softmax and log-softmax over the rows of a matrix, with their gradients.
namespace TorchSharp.Kernels;

internal static unsafe class Softmax
{
    private const long CellsOfThread = 8192;

    /// <summary>y = softmax of each row of x (rows, columns). A row that is all -inf gives NaN; a cell of -inf gives 0.</summary>
    public static void Forward(float* x, float* y, long rows, long columns) => Run(new ForwardJob(x, y, columns), rows, columns);

    /// <summary>dx = y (dy - sum(y dy)), row by row.</summary>
    public static void Backward(float* y, float* dy, float* dx, long rows, long columns) => Run(new BackwardJob(y, dy, dx, columns), rows, columns);

    /// <summary>y = log softmax of each row of x (rows, columns).</summary>
    public static void LogForward(float* x, float* y, long rows, long columns) => Run(new LogForwardJob(x, y, columns), rows, columns);

    /// <summary>dx = dy - exp(y) sum(dy), row by row.</summary>
    public static void LogBackward(float* y, float* dy, float* dx, long rows, long columns) => Run(new LogBackwardJob(y, dy, dx, columns), rows, columns);

    private static void Run<TJob>(TJob job, long rows, long columns)
        where TJob : struct, ILaneJob
    {
        if (columns > 0) LaneLoop.For(rows, Math.Max(1, CellsOfThread / columns), job);
    }

    private readonly struct ForwardJob(float* x, float* y, long columns) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float* input = x + (row * columns), output = y + (row * columns);
                T shift = T.Broadcast(RowReduction.Max<T>(input, columns)), sums = default;
                long i = 0;
                for (; i <= columns - T.Count; i += T.Count)
                {
                    T e = LaneMath.Exp(T.Load(input + i) - shift);
                    sums += e;
                    T.Store(e, output + i);
                }
                float sum = T.Sum(sums);
                if (i < columns)
                {
                    T e = LaneMath.Exp(T.LoadFirst(input + i, columns - i) - shift);
                    T.StoreFirst(e, output + i, columns - i);
                    for (long j = i; j < columns; j++) sum += output[j];
                }
                T factor = T.Broadcast(1 / sum);
                for (i = 0; i <= columns - T.Count; i += T.Count) T.Store(T.Load(output + i) * factor, output + i);
                if (i < columns) T.StoreFirst(T.LoadFirst(output + i, columns - i) * factor, output + i, columns - i);
            }
        }
    }

    private readonly struct BackwardJob(float* y, float* dy, float* dx, long columns) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float* weights = y + (row * columns), slopes = dy + (row * columns), output = dx + (row * columns);
                T dot = T.Broadcast(RowReduction.Dot<T>(weights, slopes, columns));
                long i = 0;
                for (; i <= columns - T.Count; i += T.Count) T.Store(T.Load(weights + i) * (T.Load(slopes + i) - dot), output + i);
                if (i < columns)
                {
                    long rest = columns - i;
                    T.StoreFirst(T.LoadFirst(weights + i, rest) * (T.LoadFirst(slopes + i, rest) - dot), output + i, rest);
                }
            }
        }
    }

    private readonly struct LogForwardJob(float* x, float* y, long columns) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float* input = x + (row * columns), output = y + (row * columns);
                // First the largest away, then the logarithm, so that large logits lose nothing.
                float max = RowReduction.Max<T>(input, columns);
                T shift = T.Broadcast(max), log = T.Broadcast((float)Math.Log(RowReduction.SumOfExp<T>(input, max, columns)));
                long i = 0;
                for (; i <= columns - T.Count; i += T.Count) T.Store(T.Load(input + i) - shift - log, output + i);
                if (i < columns) T.StoreFirst(T.LoadFirst(input + i, columns - i) - shift - log, output + i, columns - i);
            }
        }
    }

    private readonly struct LogBackwardJob(float* y, float* dy, float* dx, long columns) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float* logs = y + (row * columns), slopes = dy + (row * columns), output = dx + (row * columns);
                T sum = T.Broadcast(RowReduction.Sum<T>(slopes, columns));
                long i = 0;
                for (; i <= columns - T.Count; i += T.Count) T.Store(T.Load(slopes + i) - (LaneMath.Exp(T.Load(logs + i)) * sum), output + i);
                if (i < columns)
                {
                    long rest = columns - i;
                    T.StoreFirst(T.LoadFirst(slopes + i, rest) - (LaneMath.Exp(T.LoadFirst(logs + i, rest)) * sum), output + i, rest);
                }
            }
        }
    }
}
