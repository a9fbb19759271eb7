// What a race says of itself is what its numbers bear out: who is lower, by how much, and when that means nothing.
using AttentionLab.Client.Controls.Race;

namespace AttentionLab.Client.Tests.Race;

public class RaceVerdictTests
{
    [Fact]
    public void Of_TwoFarApart_SaysWhoEndsLowerAndThatOneSeedDecidesNothing()
    {
        var verdict = Of(RunStatus.Finished, 0.02, Run("a", 2.5), Run("b", 2.1));
        Assert.Equal("Run b ends 0.400 lower than Run a", verdict.Says);
        Assert.Equal(["Validation loss at step 400.", "Their own last 3 estimates lie 0.020 apart.", "One seed decides nothing."], verdict.Notes);
    }

    [Fact]
    public void Of_TwoCloserThanTheirOwnEstimates_SaysThatInPlaceOfAWinner() =>
        Assert.Equal("Run b and Run a end 0.010 apart: less than their own last 3 estimates (0.020)", Of(RunStatus.Finished, 0.02, Run("a", 2.11), Run("b", 2.1)).Says);

    [Fact]
    public void Of_StillTraining_DoesNotSpeakOfAnEnd() =>
        Assert.Equal("Run b is 0.400 lower than Run a", Of(RunStatus.Running, 0.02, Run("a", 2.5), Run("b", 2.1)).Says);

    [Fact]
    public void Of_Twins_SaysThatTheyAreEqual() =>
        Assert.StartsWith("Run a and Run b are equal to the last digit", Of(RunStatus.Finished, 0.02, Run("a", 2.1), Run("b", 2.1)).Says);

    [Fact]
    public void Of_Three_ComparesTheTwoLowest() =>
        Assert.Equal("Run c ends lowest, 0.100 below Run b", Of(RunStatus.Finished, 0.02, Run("a", 2.5), Run("b", 2.1), Run("c", 2.0)).Says);

    [Fact]
    public void Of_FewEstimates_SaysThatChanceIsNotKnown() =>
        Assert.Contains("With fewer than 3 estimates it is not known how far chance alone moves them.", Of(RunStatus.Finished, null, Run("a", 2.5), Run("b", 2.1)).Notes);

    [Fact]
    public void Of_OneWithoutMask_DoesNotRankWhoReadsTheAnswer()
    {
        var cheat = Run("b", 0.1);
        var verdict = Of(RunStatus.Finished, 0.02, Run("a", 2.5), cheat with { Model = cheat.Model with { Mask = false } });
        Assert.Equal("Run a comes to 2.500; nobody else is ranked", verdict.Says);
        Assert.Contains("Run b reads the answer: not ranked.", verdict.Notes);
    }

    [Theory]
    [InlineData(new[] { 4.0, 2.2, 2.1, 2.0 }, 0, 0.2)]
    [InlineData(new[] { 2.2, 2.1, 2.0 }, 1, null)]
    public void SpreadOf_LastEstimates_LeavesEarlyOnesOut(double[] losses, int early, double? spread)
    {
        var estimates = new Estimates { Step = [.. Enumerable.Range(1, losses.Length)], TrainLoss = losses, ValLoss = losses, Batches = [.. losses.Select((_, i) => i < early ? 5 : (int?)null)] };
        Assert.Equal(spread, RaceVerdict.SpreadOf(estimates) is { } found ? Math.Round(found, 9) : null);
    }

    private static RaceVerdict Of(RunStatus status, double? spread, params RunInfo[] runs)
    {
        var race = FakeRaces.Race("c1", status, [.. runs.Select(run => run.Id)]);
        return RaceVerdict.Of(race, RaceRow.Of(race, id => runs.First(run => run.Id == id)), _ => spread);
    }

    private static RunInfo Run(string id, double loss) => FakeLab.Run(id, RunStatus.Finished) with { ValLoss = loss, EvalStep = 400 };
}
