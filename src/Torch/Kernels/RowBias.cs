// A row added to every row of a matrix, and the sum over rows that is its gradient.
namespace TorchSharp.Kernels;

internal static unsafe class RowBias
{
    private const long CellsOfThread = 16_384;
    private const long RowsOfBlock = 64;    // rows that are added up before the blocks' sums are: fixed, so that results are too

    /// <summary>y (rows, columns) = x + bias (columns).</summary>
    public static void Add(float* x, float* bias, float* y, long rows, long columns)
    {
        if (columns > 0) LaneLoop.For(rows, Math.Max(1, CellsOfThread / columns), new AddJob(x, bias, y, columns));
    }

    /// <summary>y (columns) = [y +] sum of the rows of x (rows, columns).</summary>
    public static void SumRows(float* x, float* y, long rows, long columns, bool accumulate) =>
        SumStridedRows(x, columns, y, rows, columns, accumulate);

    /// <summary>As <see cref="SumRows"/> with rows that are <paramref name="xRow"/> cells apart.</summary>
    public static void SumStridedRows(float* x, long xRow, float* y, long rows, long columns, bool accumulate)
    {
        if (columns <= 0) return;
        long blocks = (rows + RowsOfBlock - 1) / RowsOfBlock;
        if (blocks <= 1)
        {
            LaneLoop.For(1, 1, new SumJob(x, xRow, y, rows, columns, accumulate));
            return;
        }
        float* partial = (float*)NativeMemoryPool.Rent(blocks * columns * sizeof(float));   // (blocks, columns)
        LaneLoop.For(blocks, Math.Max(1, CellsOfThread / (columns * RowsOfBlock)), new SumJob(x, xRow, partial, rows, columns, false));
        SumStridedRows(partial, columns, y, blocks, columns, accumulate);
        NativeMemoryPool.Return(partial);
    }

    private readonly struct AddJob(float* x, float* bias, float* y, long columns) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            float* b = bias;
            for (long row = from; row < to; row++)
            {
                float* input = x + (row * columns), output = y + (row * columns);
                long i = 0;
                for (; i <= columns - T.Count; i += T.Count) T.Store(T.Load(input + i) + T.Load(b + i), output + i);
                if (i < columns) T.StoreFirst(T.LoadFirst(input + i, columns - i) + T.LoadFirst(b + i, columns - i), output + i, columns - i);
            }
        }
    }

    private readonly struct SumJob(float* x, long xRow, float* sums, long rows, long columns, bool accumulate) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long block = from; block < to; block++)
            {
                float* start = x + (block * RowsOfBlock * xRow), sum = sums + (block * columns);
                long count = Math.Min(RowsOfBlock, rows - (block * RowsOfBlock)), i = 0;
                for (; i <= columns - (4 * T.Count); i += 4 * T.Count) Four<T>(start + i, count, sum + i);
                for (; i < columns; i += T.Count) One<T>(start + i, count, sum + i, Math.Min(T.Count, columns - i));
            }
        }

        private void Four<T>(float* column, long count, float* sum)
            where T : struct, ILanes<T>
        {
            T s0 = default, s1 = default, s2 = default, s3 = default;
            float* end = column + (count * xRow);
            for (long row = xRow; column != end; column += row)
            {
                s0 += T.Load(column);
                s1 += T.Load(column + T.Count);
                s2 += T.Load(column + (2 * T.Count));
                s3 += T.Load(column + (3 * T.Count));
            }
            Put(s0, sum);
            Put(s1, sum + T.Count);
            Put(s2, sum + (2 * T.Count));
            Put(s3, sum + (3 * T.Count));
        }

        private void One<T>(float* column, long count, float* sum, long lanes)
            where T : struct, ILanes<T>
        {
            T s = default;
            for (; count > 0; count--, column += xRow) s += T.LoadFirst(column, lanes);
            if (accumulate) s += T.LoadFirst(sum, lanes);
            T.StoreFirst(s, sum, lanes);
        }

        private void Put<T>(T s, float* sum)
            where T : struct, ILanes<T> => T.Store(accumulate ? T.Load(sum) + s : s, sum);
    }
}
