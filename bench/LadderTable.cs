// What the ladder benchmark found, as the table of docs/ladder.md.
using System.Globalization;
using System.Text;

namespace AttentionLab.Bench;

/// <param name="Ours">Validation loss of every seed.</param>
/// <param name="Seconds">In steps, of all seeds.</param>
/// <param name="Lecture">Validation loss; null where the lecture shows none.</param>
/// <param name="PyTorch">Validation loss of every seed; empty where it was not run.</param>
internal sealed record LadderResult(string Title, long Parameters, double LearningRate, double[] Ours, double Seconds, double? Lecture, double[] PyTorch)
{
    /// <summary>To the lecture's loss, or to PyTorch's where the lecture shows none; null without either.</summary>
    public double? Difference => (Lecture ?? (PyTorch.Length > 0 ? PyTorch.Average() : null)) is { } other ? Ours.Average() - other : null;

    public string Line => string.Create(CultureInfo.InvariantCulture,
        $"{Title}: {Spread(Ours)}, lecture {Two(Lecture)}, PyTorch {Spread(PyTorch)}, difference {Signed(Difference)}, {Seconds / Ours.Length:F1} s a seed in steps");

    public string Row => string.Create(CultureInfo.InvariantCulture,
        $"| {Title} | {Parameters:N0} | {LearningRate} | {Spread(Ours)} | {Two(Lecture)} | {Spread(PyTorch)} | {Signed(Difference)} |");

    private static string Spread(double[] losses) => losses.Length == 0
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{losses.Average():F3} ({losses.Min():F3} to {losses.Max():F3})");

    private static string Two(double? loss) => loss?.ToString("F2", CultureInfo.InvariantCulture) ?? "–";

    private static string Signed(double? difference) => difference?.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) ?? "–";
}

internal static class LadderTable
{
    public static string Write(IReadOnlyList<LadderResult> results, int steps, int seeds)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The ladder, measured

            Written by `dotnet run -c Release --project bench -- ladder --text=PATH --out=docs/ladder.md` on Tiny Shakespeare: batches of 32 windows of 8 characters, 32 channels, {steps:N0} steps of AdamW at a constant learning rate, no dropout, no clipping; validation loss in nats per character over the whole validation part, mean of {seeds} seeds and their range. PyTorch's column is the same rung in `bench/peer_ladder.py` with PyTorch's own initial weights, batches and optimizer defaults. The difference is to the lecture's loss, and where it shows none to PyTorch's.

            | rung | parameters | learning rate | ours | the lecture's | PyTorch's | difference |
            |---|---|---|---|---|---|---|

            """);
        foreach (LadderResult result in results) text.Append(result.Row).Append('\n');
        text.Append("""

            The lecture's bigram table was trained for 3,000 steps. Its feed-forward has, where it first appears, no more hidden numbers than channels; the fourfold width comes with the residual connections, and so it does here. Its heads divide by the square root of all channels, ours and PyTorch's here by that of a head's. The lecture has no rung of plain averages, and the WaveNet of its series was trained on names; both are held to PyTorch.

            """);
        return text.ToString();
    }
}
