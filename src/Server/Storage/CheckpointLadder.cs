// Which checkpoint goes when there are too many: the one whose neighbours cover it best.
namespace AttentionLab.Server.Storage;

public static class CheckpointLadder
{
    /// <summary>The step to give up. First and last stay; those between thin out with their age.</summary>
    /// <param name="steps">In order, at least two.</param>
    public static int Leaver(IReadOnlyList<int> steps)
    {
        if (steps.Count < 3) return steps[0];
        int newest = steps[^1], leaver = 1;
        double least = double.MaxValue;
        for (int i = 1; i < steps.Count - 1; i++)
        {
            // The gap that would open, measured against how long ago it is.
            double gap = (steps[i + 1] - steps[i - 1]) / (double)(newest - steps[i - 1]);
            if (gap < least) (least, leaver) = (gap, i);
        }
        return steps[leaver];
    }
}
