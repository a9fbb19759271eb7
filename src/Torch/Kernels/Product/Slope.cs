// The slope of an activation, which a product applies to each tile of its result while that is in the first-level cache.
namespace TorchSharp.Kernels;

/// <param name="cells">As large as the product's result and laid out as it is; null for none.</param>
/// <param name="ofRelu">The slope is 1 where a cell is not at most 0, and otherwise 0; else it is the cell.</param>
internal readonly unsafe struct Slope(float* cells, bool ofRelu)
{
    public readonly float* Cells = cells;

    /// <summary>The slope of a part of the result.</summary>
    public Slope From(long offset) => Cells == null ? this : new(Cells + offset, ofRelu);

    /// <summary>c (rows, columns) times the slope of the tile at <paramref name="slopes"/>; rows of both are <paramref name="row"/> apart.</summary>
    public void Apply<T>(int rows, int columns, float* c, float* slopes, long row)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < rows; i++, c += row, slopes += row)
        {
            int j = 0;
            for (; j <= columns - T.Count; j += T.Count) T.Store(Of(T.Load(c + j), T.Load(slopes + j)), c + j);
            if (j < columns) T.StoreFirst(Of(T.LoadFirst(c + j, columns - j), T.LoadFirst(slopes + j, columns - j)), c + j, columns - j);
        }
    }

    private T Of<T>(T gradient, T cell)
        where T : struct, ILanes<T> => ofRelu ? T.Select(T.LessOrEqual(cell, default), default, gradient) : gradient * cell;
}
