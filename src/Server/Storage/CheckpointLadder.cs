// Which checkpoint goes when there are too many: the one whose neighbours cover it best.
namespace AttentionLab.Server.Storage;

public static class CheckpointLadder
{
    /// <summary>The step to give up. First, best and last stay; those between thin out with their age. Where there is nothing between, the first goes.</summary>
    /// <param name="steps">In order, at least two.</param>
    /// <param name="best">One of them; null where none is.</param>
    public static int Leaver(IReadOnlyList<int> steps, int? best)
    {
        int newest = steps[^1], leaver = steps[0] == best && steps.Count > 2 ? 1 : 0;
        double least = double.MaxValue;
        for (int i = 1; i < steps.Count - 1; i++)
        {
            // The gap that would open, measured against how long ago it is.
            double gap = (steps[i + 1] - steps[i - 1]) / (double)(newest - steps[i - 1]);
            if (steps[i] != best && gap < least) (least, leaver) = (gap, i);
        }
        return steps[leaver];
    }
}
