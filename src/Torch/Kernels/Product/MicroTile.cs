// Chooses the compiled micro-kernel for a number of rows, and brings edge tiles to C.
namespace TorchSharp.Kernels;

internal static unsafe class MicroTile
{
    /// <summary>Rows of a full tile: as many as the registers hold next to two vectors of B.</summary>
    public static int Rows<T>()
        where T : struct, ILanes<T> => T.Count == 16 ? 12 : T.Count == 1 ? 4 : 6;

    /// <summary>Columns of a full tile: two vectors.</summary>
    public static int Columns<T>()
        where T : struct, ILanes<T> => 2 * T.Count;

    /// <summary>
    /// c (rows, columns) = a . b [+ start, which is null, c itself, or a row for all rows with a stride of 0] for rows and columns up to those of a full tile. b is read to the end of its last vector;
    /// <paramref name="edge"/> holds a full tile and takes what would fall beyond c.
    /// </summary>
    public static void Run<T>(int rows, int columns, long k, float* a, long aRow, long aColumn, float* b, long bRow,
        in Target target, float* edge)
        where T : struct, ILanes<T>
    {
        bool wide = columns > T.Count;
        int width = wide ? 2 * T.Count : T.Count;
        if (columns == width)
        {
            Choose<T>(rows, wide, k, a, aRow, aColumn, b, bRow, target);
            return;
        }
        Choose<T>(rows, wide, k, a, aRow, aColumn, b, bRow, new Target(edge, width, null, 0, edge, target.Far, target.Further, edge));
        float* c = target.C, start = target.Start;
        long cRow = target.Row, startRow = target.StartRow;
        int first = Math.Min(columns, T.Count), second = columns - first;
        for (int i = 0; i < rows; i++, c += cRow, start += startRow, edge += width)
        {
            T left = T.Load(edge);
            T.StoreFirst(start != null ? T.LoadFirst(start, first) + left : left, c, first);
            if (second == 0) continue;
            T right = T.Load(edge + T.Count);
            T.StoreFirst(start != null ? T.LoadFirst(start + first, second) + right : right, c + first, second);
        }
    }

    private static void Choose<T>(int rows, bool wide, long k, float* a, long aRow, long aColumn, float* b, long bRow, in Target target)
        where T : struct, ILanes<T>
    {
        switch (rows)
        {
            case 1: Choose<T, Rows1>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 2: Choose<T, Rows2>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 3: Choose<T, Rows3>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 4: Choose<T, Rows4>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 5: Choose<T, Rows5>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 6: Choose<T, Rows6>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 7: Choose<T, Rows7>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 8: Choose<T, Rows8>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 9: Choose<T, Rows9>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 10: Choose<T, Rows10>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 11: Choose<T, Rows11>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            case 12: Choose<T, Rows12>(wide, k, a, aRow, aColumn, b, bRow, target); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "A tile has 1 to 12 rows.");
        }
    }

    private static void Choose<T, TRows>(bool wide, long k, float* a, long aRow, long aColumn, float* b, long bRow, in Target target)
        where T : struct, ILanes<T>
        where TRows : struct, IRowCount
    {
        if (wide) MicroKernel.Wide<T, TRows>(k, a, aRow, aColumn, b, bRow, target);
        else MicroKernel.Narrow<T, TRows>(k, a, aRow, aColumn, b, bRow, target);
    }

    private readonly struct Rows1 : IRowCount
    {
        public static int Rows => 1;
    }

    private readonly struct Rows2 : IRowCount
    {
        public static int Rows => 2;
    }

    private readonly struct Rows3 : IRowCount
    {
        public static int Rows => 3;
    }

    private readonly struct Rows4 : IRowCount
    {
        public static int Rows => 4;
    }

    private readonly struct Rows5 : IRowCount
    {
        public static int Rows => 5;
    }

    private readonly struct Rows6 : IRowCount
    {
        public static int Rows => 6;
    }

    private readonly struct Rows7 : IRowCount
    {
        public static int Rows => 7;
    }

    private readonly struct Rows8 : IRowCount
    {
        public static int Rows => 8;
    }

    private readonly struct Rows9 : IRowCount
    {
        public static int Rows => 9;
    }

    private readonly struct Rows10 : IRowCount
    {
        public static int Rows => 10;
    }

    private readonly struct Rows11 : IRowCount
    {
        public static int Rows => 11;
    }

    private readonly struct Rows12 : IRowCount
    {
        public static int Rows => 12;
    }
}
