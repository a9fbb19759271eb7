// A minus B: two matrices of attention weights over the same tokens, subtracted cell by cell in float32.
namespace AttentionLab.Server.Inference;

public static class AttentionSubtraction
{
    /// <summary>How many of the largest differences are listed.</summary>
    public const int Largest = 12;

    /// <summary>Weights minus weights [T][visible], of the same cells.</summary>
    public static float[][] Subtract(float[][] a, float[][] b) =>
        [.. a.Zip(b, (rowA, rowB) => rowA.Zip(rowB, (weightA, weightB) => weightA - weightB).ToArray())];

    /// <summary>Sum of each row, in double, so that what is left is the rounding of the models and not of this sum.</summary>
    public static double[] RowSums(float[][] difference) => [.. difference.Select(row => row.Sum(cell => (double)cell))];

    /// <summary>The cells furthest from 0; of equal ones the first in reading order.</summary>
    public static IReadOnlyList<CellDifference> LargestOf(float[][] a, float[][] b, float[][] difference) =>
        [.. difference.SelectMany((row, query) => row.Select((cell, key) => new CellDifference(query, key, a[query][key], b[query][key], cell)))
            .Where(cell => cell.Difference != 0).OrderByDescending(cell => Math.Abs(cell.Difference)).Take(Largest)];

    /// <summary>Mean over rows of half the absolute differences: 0 for equal rows, 1 where no row shares anything.</summary>
    public static double Moved(float[][] difference) => difference.Average(row => row.Sum(cell => Math.Abs((double)cell)) / 2);

    /// <summary>The cells that a row is compared in: up to its own key when both models mask, else all.</summary>
    /// <param name="weights">(T, T) row by row.</param>
    public static float[][] Rows(float[] weights, int tokens, bool masked) =>
        [.. Enumerable.Range(0, tokens).Select(query => weights[(query * tokens)..(query * tokens + (masked ? query + 1 : tokens))])];
}
