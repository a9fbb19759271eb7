// Which memory of the next block of a matrix product to ask for, a piece with every tile of this one.
namespace TorchSharp.Kernels;

/// <summary>Pieces of the rows of A's next block, then of B's; either may be null.</summary>
internal unsafe ref struct Lookahead(float* a, long rowsOfA, long lengthOfA, long aRow, float* b, long rowsOfB, long lengthOfB, long bRow, long piece)
{
    private float* row = a != null ? a : b;
    private long left = a != null ? rowsOfA : b != null ? rowsOfB : 0, length = a != null ? lengthOfA : lengthOfB, stride = a != null ? aRow : bRow;
    private long column;
    private bool first = a != null;

    /// <summary>Where the next piece starts; what is near already when there is none.</summary>
    public float* Next(float* near)
    {
        if (left == 0) return near;
        float* at = row + column;
        column += piece;
        if (column < length) return at;
        column = 0;
        row += stride;
        if (--left == 0 && first && b != null)
        {
            first = false;
            row = b;
            (left, length, stride) = (rowsOfB, lengthOfB, bRow);
        }
        return at;
    }
}
