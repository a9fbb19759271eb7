// Transposes a matrix, eight by eight cells at a time where AVX is there.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

internal static unsafe class TransposeBlock
{
    /// <summary>target (columns, rows) = source (rows, columns) transposed; row strides in elements.</summary>
    public static void Copy(float* source, long sourceRow, float* target, long targetRow, long rows, long columns)
    {
        long fullRows = Avx.IsSupported ? rows & ~7L : 0, fullColumns = Avx.IsSupported ? columns & ~7L : 0;
        for (long i = 0; i < fullRows; i += 8)
        {
            for (long j = 0; j < fullColumns; j += 8)
            {
                AskFor(source + ((i + 8 + ((j & 8) / 2)) * sourceRow) + (j & ~15L), sourceRow);
                Eight(source + (i * sourceRow) + j, sourceRow, target + (j * targetRow) + i, targetRow);
            }
        }
        Rest(source + fullColumns, sourceRow, target + (fullColumns * targetRow), targetRow, fullRows, columns - fullColumns);
        Rest(source + (fullRows * sourceRow), sourceRow, target + fullRows, targetRow, rows - fullRows, columns);
    }

    // A line of each of four rows; of the next eight rows with every sixteen columns: short rows far apart, which no prefetcher expects.
    private static void AskFor(float* line, long row)
    {
        Sse.Prefetch0(line);
        Sse.Prefetch0(line + row);
        Sse.Prefetch0(line + (2 * row));
        Sse.Prefetch0(line + (3 * row));
    }

    private static void Rest(float* source, long sourceRow, float* target, long targetRow, long rows, long columns)
    {
        for (long j = 0; j < columns; j++)
        {
            for (long i = 0; i < rows; i++) target[(j * targetRow) + i] = source[(i * sourceRow) + j];
        }
    }

    private static void Eight(float* s, long row, float* t, long targetRow)
    {
        // Halves of rows i and i + 4 side by side, then pairs, then quadruples change places.
        Vector256<float> a0 = Halves(s, s + (4 * row)), a1 = Halves(s + row, s + (5 * row));
        Vector256<float> a2 = Halves(s + (2 * row), s + (6 * row)), a3 = Halves(s + (3 * row), s + (7 * row));
        Vector256<float> b0 = Halves(s + 4, s + (4 * row) + 4), b1 = Halves(s + row + 4, s + (5 * row) + 4);
        Vector256<float> b2 = Halves(s + (2 * row) + 4, s + (6 * row) + 4), b3 = Halves(s + (3 * row) + 4, s + (7 * row) + 4);
        Four(a0, a1, a2, a3, t, targetRow);
        Four(b0, b1, b2, b3, t + (4 * targetRow), targetRow);
    }

    private static Vector256<float> Halves(float* lower, float* upper) => Vector256.Create(Vector128.Load(lower), Vector128.Load(upper));

    private static void Four(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, float* t, long row)
    {
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
        Avx.UnpackLow(ab, cd).AsSingle().Store(t);
        Avx.UnpackHigh(ab, cd).AsSingle().Store(t + row);
        ab = Avx.UnpackHigh(a, b).AsDouble();
        cd = Avx.UnpackHigh(c, d).AsDouble();
        Avx.UnpackLow(ab, cd).AsSingle().Store(t + (2 * row));
        Avx.UnpackHigh(ab, cd).AsSingle().Store(t + (3 * row));
    }
}
