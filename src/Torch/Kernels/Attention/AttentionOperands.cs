// Brings queries, keys and values of one head into the order in which the micro-kernel reads them.
namespace TorchSharp.Kernels;

internal static unsafe class AttentionOperands
{
    /// <summary>Columns of a row of scores: whole panels.</summary>
    public static int Padded<T>(int keys)
        where T : struct, ILanes<T> => (keys + MicroTile.Columns<T>() - 1) / MicroTile.Columns<T>() * MicroTile.Columns<T>();

    /// <summary>target (rows, columns) contiguous = scale x, whose rows are <paramref name="xRow"/> apart.</summary>
    public static void Rows<T>(float* x, long xRow, int rows, int columns, float scale, float* target)
        where T : struct, ILanes<T>
    {
        T factor = T.Broadcast(scale);
        for (int row = 0; row < rows; row++, x += xRow, target += columns)
        {
            int i = 0;
            for (; i <= columns - T.Count; i += T.Count) T.Store(T.Load(x + i) * factor, target + i);
            if (i < columns) T.StoreFirst(T.LoadFirst(x + i, columns - i) * factor, target + i, columns - i);
        }
    }

    /// <summary>Begins to bring a row of some columns to the second-level cache; rows of one head lie far apart, which no prefetcher expects.</summary>
    public static void AskFor<T>(float* row, int columns)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < columns; i += Target.Line) T.PrefetchFar(row + i);
    }

    /// <summary>target (panels of tokens, columns, width) = x (tokens, columns) transposed, padded with zeros.</summary>
    public static void TransposedPanels<T>(float* x, long xRow, int tokens, int columns, float* target)
        where T : struct, ILanes<T>
    {
        int width = MicroTile.Columns<T>();
        for (int token = 0; token < tokens; token += width, target += columns * width)
        {
            Packing.PanelOfB<T>(columns, Math.Min(width, tokens - token), x + (token * xRow), 1, xRow, target, width);
        }
    }

    /// <summary>scores (rows, seen and up to a vector more) = a (rows, columns) . panels, whole vectors written.</summary>
    public static void Scores<T>(int rows, int seen, int columns, float* a, float* panels, float* scores, long scoresRow)
        where T : struct, ILanes<T>
    {
        int width = MicroTile.Columns<T>();
        for (int left = 0; left < seen; left += width)
        {
            int part = seen - left > T.Count ? width : T.Count;
            MicroTile.Run<T>(rows, part, columns, a, columns, 1, panels + ((long)left * columns), width, new Target(scores + left, scoresRow, null, 0, a), null);
        }
    }

    /// <summary>c (rows, columns) = a (rows, k) . b (k, columns) [+ c], b contiguous with a panel's width of room behind it.</summary>
    public static void Mix<T>(int rows, int columns, long k, float* a, long aRow, long aColumn, float* b, float* c, long cRow, bool accumulate, float* edge)
        where T : struct, ILanes<T>
    {
        int width = MicroTile.Columns<T>();
        for (int left = 0; left < columns; left += width)
        {
            MicroTile.Run<T>(rows, Math.Min(width, columns - left), k, a, aRow, aColumn, b + left, columns, new Target(c + left, cRow, accumulate ? c + left : null, accumulate ? cRow : 0, a), edge);
        }
    }
}
