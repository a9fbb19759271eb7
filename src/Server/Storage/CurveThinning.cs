// Thins a long curve to a few of its own points, so that no peak of it is lost.
namespace AttentionLab.Server.Storage;

public static class CurveThinning
{
    /// <summary>The first point, the last, and of each of equal stretches between them the smallest and the largest, in their order.</summary>
    /// <param name="loss">One a step; what is not finite is left out.</param>
    public static ThinCurve Of(IReadOnlyList<int> step, IReadOnlyList<double> loss)
    {
        int[] finite = [.. Enumerable.Range(0, loss.Count).Where(i => double.IsFinite(loss[i]))];
        if (finite.Length > ThinCurve.MostPoints) finite = Extremes(finite, loss);
        return new([.. finite.Select(i => step[i])], [.. finite.Select(i => loss[i])]);
    }

    private static int[] Extremes(int[] at, IReadOnlyList<double> loss)
    {
        const int stretches = (ThinCurve.MostPoints - 2) / 2;
        int between = at.Length - 2;
        var kept = new SortedSet<int> { at[0], at[^1] };
        for (int s = 0; s < stretches; s++)
        {
            var stretch = at[(1 + (int)((long)between * s / stretches))..(1 + (int)((long)between * (s + 1) / stretches))];
            kept.Add(stretch.MinBy(i => loss[i]));
            kept.Add(stretch.MaxBy(i => loss[i]));
        }
        return [.. kept];
    }
}
