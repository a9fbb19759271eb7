// Copies parts of A and B into the order in which the micro-kernel reads them.
namespace TorchSharp.Kernels;

internal static unsafe class Packing
{
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
            for (int tile = 0; tile < tiles; tile++)
            {
                int top = tops[tile], rows = tops[tile + 1] - top;
                float* from = a + top, to = target + OffsetOfA(tile, top, k);
                // Whole vectors: what falls beyond the tile's rows is overwritten by the next step, and the last ones by nobody.
                long whole = aColumn >= T.Count ? k - 1 : 0;
                for (long p = 0; p < whole; p++, from += aColumn, to += rows) T.Store(T.Load(from), to);
                for (long p = whole; p < k; p++, from += aColumn, to += rows) new Span<float>(from, rows).CopyTo(new(to, rows));
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
