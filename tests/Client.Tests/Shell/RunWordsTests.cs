// Which run the pages are about when none is named: one that trains, of a race one whose heads can be seen, else the newest of that kind.
using AttentionLab.Client.Controls.Shell;

namespace AttentionLab.Client.Tests.Shell;

public class RunWordsTests
{
    [Fact]
    public void Current_NoRun_IsNone() => Assert.Null(RunWords.Current([]));

    [Fact]
    public void Current_OneTrainsAndOneIsPaused_IsTheOneThatTrains() =>
        Assert.Equal("r1", RunWords.Current([Run("r3", RunStatus.Finished), Run("r2", RunStatus.Paused), Run("r1", RunStatus.Running)])?.Id);

    [Fact]
    public void Current_OneIsPaused_IsThatOne() => Assert.Equal("r1", RunWords.Current([Run("r2", RunStatus.Finished), Run("r1", RunStatus.Paused)])?.Id);

    [Fact]
    public void Current_RaceWhoseFirstRacerHasNoHeads_IsTheRacerThatHas() =>
        Assert.Equal("r1", RunWords.Current([Run("r3", RunStatus.Running, "x", attends: false), Run("r2", RunStatus.Finished), Run("r1", RunStatus.Running, "x")])?.Id);

    [Fact]
    public void Current_RaceWithoutAnyHeads_IsItsFirstRacer() =>
        Assert.Equal("r2", RunWords.Current([Run("r3", RunStatus.Finished), Run("r2", RunStatus.Running, "x", attends: false), Run("r1", RunStatus.Running, "x", attends: false)])?.Id);

    [Fact]
    public void Current_NothingTrains_IsTheNewestWithHeads() =>
        Assert.Equal("r2", RunWords.Current([Run("r3", RunStatus.Finished, attends: false), Run("r2", RunStatus.Stopped), Run("r1", RunStatus.Finished)])?.Id);

    [Fact]
    public void Current_NoneHasHeads_IsTheNewest() =>
        Assert.Equal("r2", RunWords.Current([Run("r2", RunStatus.Finished, attends: false), Run("r1", RunStatus.Finished, attends: false)])?.Id);

    [Fact]
    public void OnlyWentOn_NumbersOfItsSteps_Yes() =>
        Assert.True(RunWords.OnlyWentOn(Live, Live with { Step = 421, TrainLoss = 2.3, TokensPerSecond = 1, EtaSeconds = 2 }));

    [Fact]
    public void OnlyWentOn_StateNameOrEstimate_No() =>
        Assert.All([Live with { Status = RunStatus.Paused }, Live with { Name = "other" }, Live with { ValLoss = 2.1, EvalStep = 500 }], after => Assert.False(RunWords.OnlyWentOn(Live, after)));

    private static RunInfo Live { get; } = Run("r1", RunStatus.Running);

    private static RunInfo Run(string id, RunStatus status, string? race = null, bool attends = true)
    {
        var run = FakeLab.Run(id, status) with { Race = race };
        return attends ? run : run with { Model = run.Model with { Mixer = Mixer.None } };
    }
}
