// Draws measured step times as SVG: one panel for what varies, both axes logarithmic, so that growth by a power is a straight line.
using System.Globalization;
using System.Text;

namespace AttentionLab.Bench;

internal static class ScalingChart
{
    private const int Width = 260, Height = 220, Left = 56, Top = 40, Gap = 36, Bottom = 68;

    /// <summary>Dots: measured milliseconds. Line: the same work at the speed of the panel's fastest point, in GFLOP/s.</summary>
    public static string Draw(IReadOnlyList<ScalingPoint> points)
    {
        var panels = points.GroupBy(point => point.Axis).ToList();
        double least = Math.Pow(10, Math.Floor(Math.Log10(points.Min(point => point.Milliseconds)))), most = Math.Pow(10, Math.Ceiling(Math.Log10(points.Max(point => point.Milliseconds))));
        double Y(double milliseconds) => Top + Height - (Height * Math.Log(milliseconds / least) / Math.Log(most / least));
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Left + (panels.Count * (Width + Gap))}\" height=\"{Top + Height + Bottom}\" font-family=\"sans-serif\" font-size=\"12\">");
        Line(svg, $"<title>Milliseconds of a training step against {string.Join(", ", panels.Select(panel => panel.Key))}</title>");
        Line(svg, $"<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (double tick = least; tick <= most * 1.001; tick *= 10)
            Line(svg, $"<text x=\"{Left - 8}\" y=\"{Y(tick) + 4:F1}\" text-anchor=\"end\">{tick:0.###} ms</text>");
        for (int i = 0; i < panels.Count; i++) Panel(svg, [.. panels[i]], Left + (i * (Width + Gap)), Y, least, most);
        Line(svg, $"<text x=\"{Left}\" y=\"{Top + Height + 58}\" fill=\"#666\">Dots: milliseconds of a training step, GFLOP/s below. Dashed: the same products at the panel's highest GFLOP/s; for threads, one thread's time shared out.</text>");
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Panel(StringBuilder svg, ScalingPoint[] points, int left, Func<double, double> y, double least, double most)
    {
        double first = points[0].Value, last = Math.Max(points[^1].Value, first * 2);
        double X(double value) => left + 16 + ((Width - 32) * Math.Log(value / first) / Math.Log(last / first));
        Line(svg, $"<rect x=\"{left}\" y=\"{Top}\" width=\"{Width}\" height=\"{Height}\" fill=\"none\" stroke=\"#999\"/>");
        Line(svg, $"<text x=\"{left + (Width / 2)}\" y=\"{Top - 12}\" text-anchor=\"middle\" font-size=\"14\">{points[0].Axis}</text>");
        for (double tick = least * 10; tick < most * 0.999; tick *= 10)
            Line(svg, $"<line x1=\"{left}\" x2=\"{left + Width}\" y1=\"{y(tick):F1}\" y2=\"{y(tick):F1}\" stroke=\"#ddd\"/>");
        // Threads share out the same work: there the line is one thread's time divided by their number.
        double speed = points.Max(point => point.GigaflopPerSecond);
        double Expected(ScalingPoint point) => point.Axis == "threads" ? points[0].Milliseconds * points[0].Value / point.Value : point.Gigaflop / speed * 1e3;
        string line = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Value):F1},{y(Math.Max(least, Expected(point))):F1}")));
        Line(svg, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"#35608d\" stroke-dasharray=\"4 3\"/>");
        foreach (ScalingPoint point in points)
        {
            Line(svg, $"<circle cx=\"{X(point.Value):F1}\" cy=\"{y(point.Milliseconds):F1}\" r=\"4\" fill=\"#440154\"><title>{point.Value}: {point.Milliseconds:F2} ms, {point.GigaflopPerSecond:F0} GFLOP/s</title></circle>");
            Line(svg, $"<text x=\"{X(point.Value):F1}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">{point.Value}</text>");
            Line(svg, $"<text x=\"{X(point.Value):F1}\" y=\"{Top + Height + 34}\" text-anchor=\"middle\" fill=\"#666\" font-size=\"10\">{point.GigaflopPerSecond:F0}</text>");
        }
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
