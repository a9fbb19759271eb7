// One thread's part of a matrix product: blocks of k, panels of packed B, tiles of rows.
namespace TorchSharp.Kernels;

internal static unsafe class TileProduct
{
    /// <summary>Steps of k after which the sums go to C: a panel of B and a tile of A then fit the first-level cache.</summary>
    public const int BlockOfK = 256;

    // A transposed A whose rows lie this near each other is read where it lies.
    private const int NearColumns = 512;
    private const int LineOfFloats = 16;

    /// <summary>
    /// c (m,n) = a (m,k) . b (k,n) [+ c] [+ a row of n] on the calling thread, for m and n of at most some hundreds. Where b is
    /// packed already (<see cref="Packing.AllOfB"/>), panels is all of it and these columns begin at firstColumn.
    /// </summary>
    public static void Run<T>(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, bool accumulate, float* row = null,
        float* panels = null, long paddedColumns = 0, int firstColumn = 0)
        where T : struct, ILanes<T>
    {
        int height = MicroTile.Rows<T>(), width = MicroTile.Columns<T>();
        int blocks = BlocksOf(k), longest = (k + blocks - 1) / blocks;
        int tiles = (m + height - 1) / height;
        bool packA = aColumn != 1 && (aRow != 1 || aColumn > NearColumns);
        int* tops = stackalloc int[tiles + 1];
        for (int tile = 0; tile <= tiles; tile++) tops[tile] = TopOf(tile, m, tiles);
        long edgeSize = height * width, bSize = (long)longest * width, aSize = packA ? Packing.OffsetOfA(tiles + 1, m, longest) : 0;
        float* edge = (float*)NativeMemoryPool.Rent((edgeSize + bSize + aSize) * sizeof(float));
        float* bPacked = edge + edgeSize, aPacked = bPacked + bSize;
        // Few rows read a panel of B too seldom to repay the copy.
        bool packB = panels == null && (bColumn != 1 || tiles > 2);

        for (int block = 0; block < blocks; block++)
        {
            long from = StartOf(block, k), steps = StartOf(block + 1, k) - from;
            bool add = accumulate || block > 0;
            if (packA) Packing.PanelsOfA<T>(tops, tiles, steps, a + (from * aColumn), aRow, aColumn, aPacked);
            bool last = !packA || block + 1 == blocks;
            var ahead = new Lookahead(a + ((from + steps) * aColumn), aColumn, m, last ? 0 : steps, (long)tiles * ((n + width - 1) / width));
            for (int left = 0; left < n; left += width)
            {
                int columns = Math.Min(width, n - left);
                float* panel = b + (from * bRow) + (left * bColumn);
                long panelRow = bRow;
                if (panels != null)
                {
                    panel = panels + (from * paddedColumns) + (steps * (firstColumn + left));
                    panelRow = width;
                }
                else if (packB || (columns != width && columns != T.Count))
                {
                    Packing.PanelOfB<T>(steps, columns, panel, bRow, bColumn, bPacked, width);
                    panel = bPacked;
                    panelRow = width;
                }
                // While this panel is used, the lines of the next one come near, a share with each tile.
                bool fetch = bColumn == 1 && packB && left + width < n;
                float* next = b + (from * bRow) + left + width;
                for (int tile = 0; tile < tiles; tile++)
                {
                    int top = tops[tile], rows = tops[tile + 1] - top;
                    for (long p = steps * tile / tiles, end = fetch ? steps * (tile + 1) / tiles : 0; p < end; p++)
                    {
                        T.Prefetch(next + (p * bRow));
                        T.Prefetch(next + (p * bRow) + T.Count);
                    }
                    ahead.Fetch<T>();
                    float* part = c + (top * cRow) + left, start = add ? part : row == null ? null : row + left;
                    if (packA) MicroTile.Run<T>(rows, columns, steps, aPacked + Packing.OffsetOfA(tile, top, steps), 1, rows, panel, panelRow, part, cRow, start, add ? cRow : 0, edge);
                    else MicroTile.Run<T>(rows, columns, steps, a + (top * aRow) + (from * aColumn), aRow, aColumn, panel, panelRow, part, cRow, start, add ? cRow : 0, edge);
                }
            }
        }
        NativeMemoryPool.Return(edge);
    }

    /// <summary>Blocks of about equal length that k is cut into.</summary>
    public static int BlocksOf(int k) => (k + BlockOfK - 1) / BlockOfK;

    /// <summary>First step of a block.</summary>
    public static long StartOf(int block, int k) => (long)k * block / BlocksOf(k);

    // Begins to bring the rows of the next block of A near, some lines at a call.
    private ref struct Lookahead(float* next, long aColumn, int m, long steps, long calls)
    {
        private readonly long share = (((m + LineOfFloats - 1) / LineOfFloats * steps) + calls - 1) / calls;
        private long left = steps;
        private int column;

        public void Fetch<T>()
            where T : struct, ILanes<T>
        {
            for (long line = left > 0 ? share : 0; line > 0; line--)
            {
                T.Prefetch(next + column);
                column += LineOfFloats;
                if (column < m) continue;
                column = 0;
                next += aColumn;
                if (--left == 0) return;
            }
        }
    }

    /// <summary>First row of a tile when m rows are shared out evenly: 64 rows in tiles of 10 and 11, not five of 12 and one of 4.</summary>
    public static int TopOf(int tile, int m, int tiles) => (int)((long)m * tile / tiles);
}
