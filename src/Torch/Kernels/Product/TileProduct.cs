// One thread's part of a matrix product: blocks of k, panels of packed B, tiles of rows.
namespace TorchSharp.Kernels;

internal static unsafe class TileProduct
{
    /// <summary>Steps of k after which the sums go to C: a panel of B and a tile of A then fit the first-level cache.</summary>
    public const int BlockOfK = 256;

    /// <summary>c (m,n) = a (m,k) . b (k,n) [+ c] on the calling thread, for m and n of at most some hundreds.</summary>
    public static void Run<T>(int m, int n, int k, float* a, long aRow, long aColumn, float* b, long bRow, long bColumn,
        float* c, long cRow, bool accumulate)
        where T : struct, ILanes<T>
    {
        int height = MicroTile.Rows<T>(), width = MicroTile.Columns<T>();
        int blocks = (k + BlockOfK - 1) / BlockOfK, longest = (k + blocks - 1) / blocks;
        int tiles = (m + height - 1) / height;
        bool packA = aColumn != 1;
        int* tops = stackalloc int[tiles + 1];
        for (int tile = 0; tile <= tiles; tile++) tops[tile] = TopOf(tile, m, tiles);
        long edgeSize = height * width, bSize = (long)longest * width, aSize = packA ? ((long)longest * m) + T.Count : 0;
        float* edge = (float*)NativeMemoryPool.Rent((edgeSize + bSize + aSize) * sizeof(float));
        float* bPacked = edge + edgeSize, aPacked = bPacked + bSize;
        // Few rows read a panel of B too seldom to repay the copy.
        bool packB = bColumn != 1 || tiles > 2;

        for (int block = 0; block < blocks; block++)
        {
            long from = (long)k * block / blocks, steps = ((long)k * (block + 1) / blocks) - from;
            bool add = accumulate || block > 0;
            if (packA) Packing.PanelsOfA<T>(tops, tiles, steps, a + (from * aColumn), aRow, aColumn, aPacked);
            for (int left = 0; left < n; left += width)
            {
                int columns = Math.Min(width, n - left);
                float* panel = b + (from * bRow) + (left * bColumn);
                long panelRow = bRow;
                if (packB || (columns != width && columns != T.Count))
                {
                    Packing.PanelOfB<T>(steps, columns, panel, bRow, bColumn, bPacked, width);
                    panel = bPacked;
                    panelRow = width;
                }
                for (int tile = 0; tile < tiles; tile++)
                {
                    int top = tops[tile], rows = tops[tile + 1] - top;
                    float* part = c + (top * cRow) + left;
                    if (packA) MicroTile.Run<T>(rows, columns, steps, aPacked + (top * steps), 1, rows, panel, panelRow, part, cRow, add, edge);
                    else MicroTile.Run<T>(rows, columns, steps, a + (top * aRow) + from, aRow, 1, panel, panelRow, part, cRow, add, edge);
                }
            }
        }
        NativeMemoryPool.Return(edge);
    }

    /// <summary>First row of a tile when m rows are shared out evenly: 64 rows in tiles of 10 and 11, not five of 12 and one of 4.</summary>
    public static int TopOf(int tile, int m, int tiles) => (int)((long)m * tile / tiles);
}
