// Matrix product C = A B [+ C] with any strides of A and B, single and batched: shares C out among the threads.
namespace TorchSharp.Kernels;

internal static unsafe class MatrixProduct
{
    private const int LongestTile = 384;            // rows or columns of C for one thread at a time: its A, B and C stay in the second-level cache
    private const int TallestTile = 192;            // rows where A needs no packing: nobody asks early for the first part's, so it is small
    private const int LongestOfPacked = 1536;       // columns where every part of C has to pack A
    private const double WorkOfTile = 400_000;      // multiply-adds below which a thread is not worth waking
    private const int LeastHalvedK = 256;
    private const int CellsOfThread = 16_384;
    private const int LevelParts = 8;               // with more parts than this for each thread, one too many weighs little
    private const int Granule = 32;                 // columns are cut at whole panels of the widest lanes, which are whole cache lines of C

    /// <summary>c (m,n) = a (m,k) . b (k,n) [+ c]; the columns of c are adjacent.</summary>
    public static void Multiply(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, bool accumulate) =>
        MultiplyBatch(1, m, n, k, a, 0, aRow, aColumn, b, 0, bRow, bColumn, c, 0, cRow, accumulate);

    /// <summary>c (m,n) = a (m,k) . b (k,n) + row (n), and what the epilogue makes of it: a layer with its bias; null adds nothing.</summary>
    public static void MultiplyAddRow(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* row, float* c, long cRow, Epilogue epilogue = default)
    {
        if (m <= 0 || n <= 0) return;
        if (m == 1 && !epilogue.Exists && aColumn == 1 && bRow == 1)
        {
            VectorProduct.Multiply(n, k, a, b, bColumn, row, c, accumulate: false);
            return;
        }
        if (k > 0)
        {
            Shared(1, m, n, k, a, 0, aRow, aColumn, b, 0, bRow, bColumn, c, 0, cRow, false, row, epilogue);
            return;
        }
        for (long i = 0; i < m; i++)
        {
            if (row == null) new Span<float>(c + (i * cRow), n).Clear();
            else new Span<float>(row, n).CopyTo(new(c + (i * cRow), n));
        }
    }

    /// <summary>As <see cref="Multiply"/> for each of a batch; a batch stride of 0 repeats the matrix.</summary>
    public static void MultiplyBatch(int batch, int m, int n, int k, float* a, long aBatch, long aRow, long aColumn,
        float* b, long bBatch, long bRow, long bColumn, float* c, long cBatch, long cRow, bool accumulate)
    {
        if (batch <= 0 || m <= 0 || n <= 0) return;
        if (k <= 0)
        {
            if (!accumulate) Clear(batch, m, n, c, cBatch, cRow);
            return;
        }
        if (batch > 1 && bBatch == 0 && aBatch == m * aRow && cBatch == m * cRow && (long)batch * m <= int.MaxValue)
        {
            m *= batch;     // the batch is only more rows
            batch = 1;
        }
        if (batch == 1 && m == 1 && aColumn == 1 && bRow == 1)
        {
            VectorProduct.Multiply(n, k, a, b, bColumn, null, c, accumulate);
            return;
        }
        if (batch == 1 && aColumn != 1 && k >= LeastHalvedK && (double)m * n <= 0.5 * k * (m + n))
        {
            if (m > n && aRow == 1 && bColumn == 1 && !accumulate) HalvedTransposed(m, n, k, a, aColumn, b, bRow, c, cRow);
            else Halved(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, accumulate);
            return;
        }
        Shared(batch, m, n, k, a, aBatch, aRow, aColumn, b, bBatch, bRow, bColumn, c, cBatch, cRow, accumulate, null);
    }

    // C in parts, one after the other or on several threads. Where several parts read the same B, it is packed once for all.
    private static void Shared(int batch, int m, int n, int k, float* a, long aBatch, long aRow, long aColumn,
        float* b, long bBatch, long bRow, long bColumn, float* c, long cBatch, long cRow, bool accumulate, float* row, Epilogue epilogue = default)
    {
        var (down, across) = Split(batch, m, n, k, aColumn == 1, ForkJoin.Threads);
        float* panels = null;
        if (batch == 1 && down > 1 && (long)n * k >= CellsOfThread)
        {
            panels = (float*)NativeMemoryPool.Rent((n + (long)Granule) * k * sizeof(float));
            long pieces = (n + (long)Granule - 1) / Granule * TileProduct.BlocksOf(k);
            LaneLoop.For(pieces, Math.Max(1, CellsOfThread / ((long)Granule * Math.Min(k, TileProduct.BlockOfK))), new PackJob(n, k, b, bRow, bColumn, panels));
        }
        var job = new Job(batch, m, n, k, a, aBatch, aRow, aColumn, b, bBatch, bRow, bColumn, c, cBatch, cRow, accumulate, row, epilogue, down, across, panels);
        LaneLoop.For((long)batch * down * across, Grain(m, n, k, down * across), job);
        NativeMemoryPool.Return(panels);
    }

    // A weight gradient, dW = dY^T X, sums over the rows of a batch. It is cut once through these rows, whatever the number
    // of threads: each core then packs the rows that it wrote before, and not half the columns of all rows.
    private static void Halved(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, bool accumulate)
    {
        float* second = (float*)NativeMemoryPool.Rent((long)m * n * sizeof(float));     // (m,n), the sums of the second half
        var (down, across) = Split(2, m, n, k / 2, false, ForkJoin.Threads);
        var job = new HalvesJob(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, second, accumulate, down, across);
        LaneLoop.For(2L * down * across, Grain(m, n, k / 2, down * across), job);
        LaneLoop.For(m, Math.Max(1, CellsOfThread / n), new SumJob(c, cRow, second, n));
        NativeMemoryPool.Return(second);
    }

    // As Halved, by way of C' = B' A': the smaller operand is then packed once and not for every part of the larger.
    private static void HalvedTransposed(int m, int n, int k, float* a, long aColumn, float* b, long bRow, float* c, long cRow)
    {
        float* transposed = (float*)NativeMemoryPool.Rent((long)m * n * sizeof(float));     // (n,m)
        Halved(n, m, k, b, 1, bRow, a, aColumn, 1, transposed, m, accumulate: false);
        LaneLoop.For((m + Granule - 1) / Granule, Math.Max(1, CellsOfThread / ((long)n * Granule)), new TransposeJob(m, n, transposed, c, cRow));
        NativeMemoryPool.Return(transposed);
    }

    private static long Grain(int m, int n, int k, int parts) => Math.Max(1, (long)(WorkOfTile * parts / ((double)m * n * k)));

    // Into how many parts C is cut by rows (down) and by columns (across).
    private static (int Down, int Across) Split(int batch, int m, int n, int k, bool rowsAreAdjacent, int threads)
    {
        int tall = rowsAreAdjacent ? TallestTile : LongestTile, down = (m + tall - 1) / tall, longest = rowsAreAdjacent ? LongestTile : LongestOfPacked, across = (n + longest - 1) / longest;
        double useful = Math.Min(threads, (double)batch * m * n * k / WorkOfTile);
        // Every part copies its share of B, and of A unless its rows are adjacent; so cut where the copies stay fewest,
        // and rather by rows, because the rows of A then stay with the core that made them.
        while ((long)batch * down * across < useful)
        {
            double costDown = (0.5 * across * m) + (0.25 * (down + 1) * n), costAcross = (0.5 * (across + 1) * m) + (0.25 * down * n);
            if (!rowsAreAdjacent) costAcross *= 0.6;
            bool canDown = m / (down + 1) >= 8, canAcross = n / (across + 1) >= 2 * Granule;
            if (canDown && (costDown <= costAcross || !canAcross)) down++;
            else if (canAcross) across++;
            else break;
        }
        // Three parts keep two threads no better busy than four.
        long parts = (long)batch * down * across;
        if (useful > 1 && parts % threads != 0 && parts < LevelParts * threads)
        {
            if (m / RoundUp(down, threads) >= 8) down = RoundUp(down, threads);
            else if (n / RoundUp(across, threads) >= Granule) across = RoundUp(across, threads);
        }
        return (down, across);
    }

    private static int RoundUp(int parts, int threads) => (parts + threads - 1) / threads * threads;

    private static void Clear(int batch, int m, int n, float* c, long cBatch, long cRow)
    {
        for (long i = 0; i < batch; i++)
        {
            for (long row = 0; row < m; row++) new Span<float>(c + (i * cBatch) + (row * cRow), n).Clear();
        }
    }

    private static int Border(int size, int part, int parts, int granule) =>
        part == parts ? size : (int)((long)size * part / parts / granule * granule);

    private readonly struct Job(int batches, int m, int n, int k, float* a, long aBatch, long aRow, long aColumn,
        float* b, long bBatch, long bRow, long bColumn, float* c, long cBatch, long cRow, bool accumulate, float* row, Epilogue epilogue, int down, int across, float* panels) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            long parts = (long)batches * down * across;
            for (long part = from; part < to; part++)
            {
                long batch = part / (down * across);
                int i = (int)(part / across % down), j = (int)(part % across);
                int top = Border(m, i, down, 1), left = Border(n, j, across, Granule);
                int rows = Border(m, i + 1, down, 1) - top, columns = Border(n, j + 1, across, Granule) - left;
                TileProduct.Run<T>(rows, columns, k, RowsOf(part), aRow, aColumn, b + (batch * bBatch) + (left * bColumn), bRow, bColumn,
                    c + (batch * cBatch) + (top * cRow) + left, cRow, accumulate, row == null ? null : row + left,
                    panels, Packing.PaddedColumns<T>(n), left, part + 1 < parts && RowsOf(part + 1) != RowsOf(part) ? RowsOf(part + 1) : null,
                    epilogue.From((top * cRow) + left));
            }
        }

        private float* RowsOf(long part) => a + (part / (down * across) * aBatch) + (Border(m, (int)(part / across % down), down, 1) * aRow);
    }

    // Packs all of B; an index stands for as many panels as fill a granule of columns.
    private readonly struct PackJob(int n, int k, float* b, long bRow, long bColumn, float* panels) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            long all = Packing.PaddedColumns<T>(n) / MicroTile.Columns<T>() * TileProduct.BlocksOf(k), pieces = (n + (long)Granule - 1) / Granule * TileProduct.BlocksOf(k);
            Packing.AllOfB<T>(all * from / pieces, all * to / pieces, n, k, b, bRow, bColumn, panels);
        }
    }

    private readonly struct HalvesJob(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, float* second, bool accumulate, int down, int across) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long part = from; part < to; part++)
            {
                int half = (int)(part / (down * across)), i = (int)(part / across % down), j = (int)(part % across);
                int top = Border(m, i, down, 1), left = Border(n, j, across, Granule), first = Border(k, half, 2, 1);
                int rows = Border(m, i + 1, down, 1) - top, columns = Border(n, j + 1, across, Granule) - left;
                float* target = half == 0 ? c + (top * cRow) + left : second + ((long)top * n) + left;
                TileProduct.Run<T>(rows, columns, Border(k, half + 1, 2, 1) - first, a + (top * aRow) + (first * aColumn), aRow, aColumn,
                    b + (first * bRow) + (left * bColumn), bRow, bColumn, target, half == 0 ? cRow : n, accumulate && half == 0);
            }
        }
    }

    // c (m,n) = transposed (n,m); an index stands for a granule of c's rows.
    private readonly struct TransposeJob(int m, int n, float* transposed, float* c, long cRow) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            long first = from * Granule, end = Math.Min(m, to * Granule);
            TransposeBlock.Copy(transposed + first, m, c + (first * cRow), cRow, n, end - first);
        }
    }

    private readonly struct SumJob(float* c, long cRow, float* second, int n) : ILaneJob
    {
        public void Run<T>(long from, long to)
            where T : struct, ILanes<T>
        {
            for (long row = from; row < to; row++)
            {
                float* sum = c + (row * cRow), other = second + (row * n);
                int j = 0;
                for (; j <= n - T.Count; j += T.Count) T.Store(T.Load(sum + j) + T.Load(other + j), sum + j);
                if (j < n) T.StoreFirst(T.LoadFirst(sum + j, n - j) + T.LoadFirst(other + j, n - j), sum + j, n - j);
            }
        }
    }
}
