// Where a tile of a matrix product goes, and which memory it asks for meanwhile because the next tiles will need it.
namespace TorchSharp.Kernels;

/// <param name="c">First cell of the tile, the rows <paramref name="row"/> apart.</param>
/// <param name="row">See c.</param>
/// <param name="start">What the sums start from: null, c itself, or a row for all rows.</param>
/// <param name="startRow">Between the rows of start; 0 where it is one row for all.</param>
/// <param name="near">First cell of the next tile, its rows as far apart as this one's: brought to the first-level cache.</param>
/// <param name="far">As many cells as there are steps of k, brought to the second-level cache; and as many at <paramref name="further"/>.</param>
/// <param name="further">See far.</param>
/// <param name="beside">Cells that are needed with the finished tile, laid out as it is: brought near.</param>
internal readonly unsafe struct Target(float* c, long row, float* start, long startRow, float* near, float* far, float* further, float* beside)
{
    /// <summary>Steps of k after which the next lines are asked for: one each of far and further, a row of near.</summary>
    public const int Steps = 16;

    /// <summary>Floats of a cache line.</summary>
    public const int Line = 16;

    public readonly float* C = c, Start = start, Near = near, Far = far, Further = further, Beside = beside;
    public readonly long Row = row, StartRow = startRow;

    /// <summary>A tile after which nothing is known: it asks for a line that is near already.</summary>
    public Target(float* c, long row, float* start, long startRow, float* used)
        : this(c, row, start, startRow, c, used, used, c)
    {
    }
}
