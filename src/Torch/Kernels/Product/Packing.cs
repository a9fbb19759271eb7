// Copies parts of A and B into the order in which the micro-kernel reads them.
namespace TorchSharp.Kernels;

internal static unsafe class Packing
{
    private const int RowsAhead = 12;
    private const int StepsAtOnce = 16;     // of k, when A is packed

    /// <summary>Columns of a packed B: whole panels.</summary>
    public static long PaddedColumns<T>(int n)
        where T : struct, ILanes<T> => (n + MicroTile.Columns<T>() - 1) / MicroTile.Columns<T>() * MicroTile.Columns<T>();

    /// <summary>Some panels of all of B: target (blocks of k, panels, steps, width); panel i of block j is number j * panels + i.</summary>
    public static void AllOfB<T>(long from, long to, int n, int k, float* b, long bRow, long bColumn, float* target)
        where T : struct, ILanes<T>
    {
        int width = MicroTile.Columns<T>();
        long padded = PaddedColumns<T>(n), panels = padded / width;
        for (long number = from; number < to; number++)
        {
            int block = (int)(number / panels);
            long first = TileProduct.StartOf(block, k), steps = TileProduct.StartOf(block + 1, k) - first, left = number % panels * width;
            PanelOfB<T>(steps, (int)Math.Min(width, n - left), b + (first * bRow) + (left * bColumn), bRow, bColumn,
                target + (first * padded) + (steps * left), width);
        }
    }

    /// <summary>A panel of B: target (k, width) = b (k, columns), padded with zeros to the panel's width.</summary>
    public static void PanelOfB<T>(long k, int columns, float* b, long bRow, long bColumn, float* target, int width)
        where T : struct, ILanes<T>
    {
        if (bColumn == 1)
        {
            // Whole vectors where there are any; the lanes beyond the last column become 0.
            int first = Math.Min(columns, T.Count), second = Math.Min(columns, width) - first;
            for (; k > 0; k--, b += bRow, target += width)
            {
                T.Prefetch(b + (RowsAhead * bRow));     // rows are short and far from each other: no prefetcher expects them
                T.Prefetch(b + (RowsAhead * bRow) + T.Count);
                T.Store(first == T.Count ? T.Load(b) : T.LoadFirst(b, first), target);
                T.Store(second == T.Count ? T.Load(b + T.Count) : T.LoadFirst(b + first, second), target + T.Count);
            }
            return;
        }
        if (columns < width) new Span<float>(target, checked((int)(k * width))).Clear();
        if (bRow == 1)
        {
            TransposeBlock.Copy(b, bColumn, target, width, columns, k);
        }
        else
        {
            for (; k > 0; k--, b += bRow, target += width)
            {
                for (int j = 0; j < columns; j++) target[j] = b[j * bColumn];
            }
        }
    }

    /// <summary>Where tile i of the packed A starts. A line between tiles: without it they would all fall on the same lines of the first-level cache.</summary>
    public static long OffsetOfA(int tile, int top, long k) => (top * k) + (tile * 16L);

    /// <summary>All panels of A: target (tiles, k, rows of the tile) from a (m, k), the rows of tile i being tops[i] to tops[i + 1].</summary>
    public static void PanelsOfA<T>(int* tops, int tiles, long k, float* a, long aRow, long aColumn, float* target)
        where T : struct, ILanes<T>
    {
        if (aRow == 1 && T.Count >= MicroTile.Rows<T>())
        {
            // Whole vectors: what falls beyond the tile's rows is overwritten by the next step, and the last ones by nobody.
            long whole = aColumn >= T.Count ? k - 1 : 0;
            // A few steps for all tiles, so that lines of a and of the target are still in the first-level cache when they are needed again.
            for (long first = 0; first < k; first += StepsAtOnce)
            {
                long vectors = Math.Min(whole, first + StepsAtOnce), end = Math.Min(k, first + StepsAtOnce);
                for (int tile = 0; tile < tiles; tile++)
                {
                    int top = tops[tile], rows = tops[tile + 1] - top;
                    float* from = a + top + (first * aColumn), to = target + OffsetOfA(tile, top, k) + (first * rows);
                    long p = first;
                    for (; p < vectors; p++, from += aColumn, to += rows) T.Store(T.Load(from), to);
                    for (; p < end; p++, from += aColumn, to += rows) new Span<float>(from, rows).CopyTo(new(to, rows));
                }
            }
            return;
        }
        for (int tile = 0; tile < tiles; tile++)
        {
            int top = tops[tile], rows = tops[tile + 1] - top;
            float* to = target + OffsetOfA(tile, top, k);
            for (long p = 0; p < k; p++, to += rows)
            {
                for (int i = 0; i < rows; i++) to[i] = a[((top + i) * aRow) + (p * aColumn)];
            }
        }
    }
}
