// How a run is written in the list of runs.
using AttentionLab.Client.Controls.Inspect;

namespace AttentionLab.Client.Tests;

public class InspectRunChoiceTests
{
    [Theory]
    [InlineData(RunStatus.Running, true, "Run a (training)")]
    [InlineData(RunStatus.Finished, true, "Run a")]
    [InlineData(RunStatus.Interrupted, true, "Run a (interrupted at step 420)")]
    [InlineData(RunStatus.Failed, false, "Run a (no weights yet)")]
    public void Line_OfARun_SaysWhatThereIs(RunStatus status, bool weights, string line) =>
        Assert.Equal(line, RunChoice.Line(FakeLab.Run("a", status) with { HasWeights = weights }));

    [Fact]
    public void Default_NoRuns_IsNone() => Assert.Null(RunChoice.Default([]));

    [Fact]
    public void Default_OnlyRunsWithoutWeights_IsTheNewest() =>
        Assert.Equal("b", RunChoice.Default([FakeLab.Run("b", RunStatus.Failed) with { HasWeights = false }, FakeLab.Run("a", RunStatus.Failed) with { HasWeights = false }])!.Id);
}
