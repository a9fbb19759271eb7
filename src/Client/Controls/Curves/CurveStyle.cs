// How a curve is told apart from the others, for components; Scripts/curves/curve-style.ts is the counterpart for charts.
using System.Globalization;

namespace AttentionLab.Client.Controls.Curves;

public static class CurveStyle
{
    private static readonly double[][] Dashes = [[], [9, 4], [2, 3], [12, 4, 2, 4], [5, 3], [16, 5], [7, 3, 2, 3, 2, 3], [1.5, 5]];

    /// <summary>Lengths of dashes and gaps in pixels, as SVG wants them; empty for a whole line.</summary>
    /// <param name="index">0 for the first curve.</param>
    public static string Dash(int index) => string.Join(' ', Dashes[index % Dashes.Length].Select(length => length.ToString(CultureInfo.InvariantCulture)));

    /// <summary>CSS variable of the colour.</summary>
    public static string Variable(int index) => string.Create(CultureInfo.InvariantCulture, $"--lab-curve-{(index % Dashes.Length) + 1}");
}
