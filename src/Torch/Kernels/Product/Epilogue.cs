// What becomes of a product's result: done to each tile while that is in the first-level cache.
namespace TorchSharp.Kernels;

/// <summary>The last step of a product; without one of its own, none.</summary>
internal readonly unsafe struct Epilogue
{
    private enum Kind
    {
        None,
        TimesSlope,
        TimesSlopeOfRelu,
        Relu,
        Gelu,
    }

    private readonly float* cells;
    private readonly Kind kind;

    private Epilogue(Kind kind, float* cells)
    {
        this.kind = kind;
        this.cells = cells;
    }

    /// <summary>Each cell times its slope; slopes lie as the result does.</summary>
    public static Epilogue TimesSlope(float* slopes) => new(Kind.TimesSlope, slopes);

    /// <summary>Each cell where the result of a ReLU is not at most 0, otherwise 0; the results lie as the product's does.</summary>
    public static Epilogue TimesSlopeOfRelu(float* results) => new(Kind.TimesSlopeOfRelu, results);

    /// <summary>The larger one of a cell and 0.</summary>
    public static Epilogue Relu => new(Kind.Relu, null);

    /// <summary>GELU of each cell; its slopes are written down, unless that is null, and lie as the result does.</summary>
    public static Epilogue Gelu(float* slopes) => new(Kind.Gelu, slopes);

    public bool Exists => kind != Kind.None;

    /// <summary>The epilogue of a part of the result.</summary>
    public Epilogue From(long offset) => cells == null ? this : new(kind, cells + offset);

    /// <summary>The cells that are read or written beside the tile at an offset from the result's first; null where there are none.</summary>
    public float* Beside(long offset) => cells == null ? null : cells + offset;

    /// <summary>Done to c (rows, columns); rows of it and of what is beside it are <paramref name="row"/> apart.</summary>
    public void Apply<T>(int rows, int columns, float* c, float* beside, long row)
        where T : struct, ILanes<T>
    {
        if (kind == Kind.Gelu)
        {
            NormalDistribution.Tile<T>(rows, columns, c, beside, row);
            return;
        }
        if (beside == null) beside = c;
        for (int i = 0; i < rows; i++, c += row, beside += row)
        {
            int j = 0;
            for (; j <= columns - T.Count; j += T.Count) T.Store(Of(T.Load(c + j), T.Load(beside + j)), c + j);
            if (j < columns) T.StoreFirst(Of(T.LoadFirst(c + j, columns - j), T.LoadFirst(beside + j, columns - j)), c + j, columns - j);
        }
    }

    private T Of<T>(T cell, T beside)
        where T : struct, ILanes<T> => kind switch
        {
            Kind.TimesSlope => cell * beside,
            Kind.Relu => T.Max(default, cell),
            _ => T.Select(T.LessOrEqual(beside, default), default, cell),
        };
}
