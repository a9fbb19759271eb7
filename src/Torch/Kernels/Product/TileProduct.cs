// One thread's part of a matrix product: blocks of k, panels of packed B, tiles of rows.
namespace TorchSharp.Kernels;

internal static unsafe class TileProduct
{
    /// <summary>Steps of k after which the sums go to C: a panel of B and a tile of A then fit the first-level cache.</summary>
    public const int BlockOfK = 256;

    /// <summary>
    /// c (m,n) = a (m,k) . b (k,n) [+ c] [+ a row of n] on the calling thread, for m and n of at most some hundreds. Where b is
    /// packed already (<see cref="Packing.AllOfB"/>), panels is all of it and these columns begin at firstColumn. nextA, where not
    /// null, is the a of the product after this one. The epilogue is done at last.
    /// </summary>
    public static void Run<T>(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, bool accumulate, float* row = null,
        float* panels = null, long paddedColumns = 0, int firstColumn = 0, float* nextA = null, Epilogue epilogue = default)
        where T : struct, ILanes<T>
    {
        int height = MicroTile.Rows<T>(), width = MicroTile.Columns<T>();
        int blocks = BlocksOf(k), longest = (k + blocks - 1) / blocks;
        int tiles = (m + height - 1) / height;
        bool packA = aColumn != 1;
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
            // While this block is used, the next one of A comes near, and of B where it is not packed yet.
            bool last = block + 1 == blocks;
            long nextSteps = last ? StartOf(1, k) : StartOf(block + 2, k) - StartOf(block + 1, k);
            float* nextOfA = last ? nextA : a + ((from + steps) * aColumn), nextOfB = last || panels != null || !packB || bColumn != 1 ? null : b + ((from + steps) * bRow);
            var ahead = new Lookahead(nextOfA, packA ? nextSteps : m, packA ? m : nextSteps, packA ? aColumn : aRow, nextOfB, nextSteps, n, bRow, steps);
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
                for (int tile = 0; tile < tiles; tile++)
                {
                    int top = tops[tile], rows = tops[tile + 1] - top;
                    float* part = c + (top * cRow) + left, start = add ? part : row == null ? null : row + left;
                    float* next = tile + 1 < tiles ? c + (tops[tile + 1] * cRow) + left : left + width < n ? c + left + width : part;
                    float* beside = last ? epilogue.Beside(part - c) : null;
                    var target = new Target(part, cRow, start, add ? cRow : 0, next, ahead.Next(panel), ahead.Next(panel), beside == null ? next : beside);
                    if (packA) MicroTile.Run<T>(rows, columns, steps, aPacked + Packing.OffsetOfA(tile, top, steps), 1, rows, panel, panelRow, target, edge);
                    else MicroTile.Run<T>(rows, columns, steps, a + (top * aRow) + (from * aColumn), aRow, aColumn, panel, panelRow, target, edge);
                    if (last && epilogue.Exists) epilogue.Apply<T>(rows, columns, part, beside, cRow);
                }
            }
        }
        NativeMemoryPool.Return(edge);
    }

    /// <summary>Blocks of about equal length that k is cut into.</summary>
    public static int BlocksOf(int k) => (k + BlockOfK - 1) / BlockOfK;

    /// <summary>First step of a block.</summary>
    public static long StartOf(int block, int k) => (long)k * block / BlocksOf(k);

    /// <summary>First row of a tile when m rows are shared out evenly: 64 rows in tiles of 10 and 11, not five of 12 and one of 4.</summary>
    public static int TopOf(int tile, int m, int tiles) => (int)((long)m * tile / tiles);
}
