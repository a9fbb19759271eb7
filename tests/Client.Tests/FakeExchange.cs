// Files that a run can be had as, made up for tests of the pages.
namespace AttentionLab.Client.Tests;

internal sealed class FakeExchange : IExchange
{
    public IReadOnlyList<ExportOffer> ExportsOf(string id) =>
    [
        new("weights.zip", "Weights for PyTorch", "The newest weights.", 4_200_000, null),
        new("metrics.csv", "Metrics as CSV", "One row per step.", null, "No step of this run was recorded."),
    ];
}
