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

    /// <summary>A panel of A: target (k, rows) = a (rows, k) transposed. Written up to a vector beyond its end.</summary>
    public static void PanelOfA<T>(int rows, long k, float* a, long aRow, long aColumn, float* target)
        where T : struct, ILanes<T>
    {
        // Whole vectors as long as they stay inside A; what falls beyond the panel's row is overwritten by the next one.
        if (aRow == 1 && rows <= T.Count)
        {
            for (; k > 1 && aColumn >= T.Count; k--, a += aColumn, target += rows) T.Store(T.Load(a), target);
        }
        for (; k > 0; k--, a += aColumn, target += rows)
        {
            for (int i = 0; i < rows; i++) target[i] = a[i * aRow];
        }
    }
}
