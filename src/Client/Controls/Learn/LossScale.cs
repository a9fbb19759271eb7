// The common axis on which the rungs' losses are marked.
namespace AttentionLab.Client.Controls.Learn;

/// <param name="Least">Loss at the left end, in nats.</param>
/// <param name="Most">Loss at the right end, above the left one.</param>
public readonly record struct LossScale(double Least, double Most)
{
    private const double Grain = 0.2;

    /// <summary>Wide enough for all of them, with round ends.</summary>
    public static LossScale Around(IEnumerable<double> losses)
    {
        double[] all = [.. losses.Where(double.IsFinite)];
        if (all.Length == 0) return new(0, 1);
        double least = Math.Floor(all.Min() / Grain) * Grain, most = Math.Ceiling(all.Max() / Grain) * Grain;
        return new(least, most > least ? most : least + Grain);
    }

    /// <summary>Where a loss lies, in per cent from the left.</summary>
    public double Percent(double loss) => Math.Clamp(100 * (loss - Least) / (Most - Least), 0, 100);
}
