// What a race says of itself is what its numbers bear out: who is lower, by how much, and when that means nothing.
using AttentionLab.Client.Controls.Race;

namespace AttentionLab.Client.Tests.Race;

public class RaceVerdictTests
{
    private static readonly double[] High = [2.7, 2.6, 2.55, 2.5], Low = [2.6, 2.3, 2.2, 2.1];

    [Fact]
    public void Of_TwoThatDifferThroughout_SaysWhoEndsLowerAndThatOneSeedDecidesNothing()
    {
        var verdict = Of(RunStatus.Finished, High, Low);
        Assert.Equal("Run b ends 0.400 lower than Run a", verdict.Says);
        Assert.Equal(["Validation loss at step 400.", "At the last 3 estimates Run a minus Run b was 0.300 to 0.400.", "One seed decides nothing."], verdict.Notes);
    }

    [Theory]
    [InlineData(2.2, 2.3, 2.11, "At the last 3 estimates Run a minus Run b was −0.100 to 0.010.")]
    [InlineData(2.4, 2.4, 2.11, "At the last 3 estimates Run a minus Run b was 0.000 to 0.200.")]
    public void Of_TwoWhoseDifferenceMovesMoreThanItIs_SaysThatItIsTooCloseToTell(double before, double then, double last, string note)
    {
        var verdict = Of(RunStatus.Finished, [3, before, then, last], [3, 2.2, 2.4, 2.1]);
        Assert.Equal("Run b and Run a end 0.010 apart: too close to tell", verdict.Says);
        Assert.Contains(note, verdict.Notes);
    }

    [Fact]
    public void Of_StillTraining_DoesNotSpeakOfAnEnd() => Assert.Equal("Run b is 0.400 lower than Run a", Of(RunStatus.Running, High, Low).Says);

    [Fact]
    public void Of_Twins_SaysThatTheyAreEqual() => Assert.StartsWith("Run a and Run b are equal to the last digit: 2.100", Of(RunStatus.Finished, Low, Low).Says);

    [Fact]
    public void Of_Three_ComparesTheTwoLowest() => Assert.Equal("Run c ends lowest, 0.100 below Run b", Of(RunStatus.Finished, High, Low, [2.5, 2.2, 2.1, 2.0]).Says);

    [Fact]
    public void Of_FewEstimatesOverAllBatches_SaysThatNobodyKnowsHowSteadyItIs() =>
        Assert.Contains("With fewer than 3 estimates nobody knows how steady that is.", Of(RunStatus.Finished, 2, [High, Low]).Notes);

    [Fact]
    public void Of_OneWithoutMask_DoesNotRankWhoReadsTheAnswer()
    {
        var (a, b) = (Run("a", 2.5), Run("b", 0.1));
        var race = FakeRaces.Race("c1", RunStatus.Finished, "a", "b");
        var verdict = RaceVerdict.Of(race, RaceRow.Of(race, id => id == "a" ? a : b with { Model = b.Model with { Mask = false } }), _ => null);
        Assert.Equal("Run a comes to 2.500; nobody else is ranked", verdict.Says);
        Assert.Contains("Run b reads the answer: not ranked.", verdict.Notes);
    }

    private static RaceVerdict Of(RunStatus status, params double[][] runs) => Of(status, 0, runs);

    /// <param name="early">How many of the first estimates are early ones.</param>
    /// <param name="runs">Validation losses at steps 100, 200, 300 and 400.</param>
    private static RaceVerdict Of(RunStatus status, int early, double[][] runs)
    {
        var all = runs.Select((losses, i) => (Run: Run(((char)('a' + i)).ToString(), losses[^1]), Losses: losses)).ToDictionary(each => each.Run.Id);
        var race = FakeRaces.Race("c1", status, [.. all.Keys]);
        return RaceVerdict.Of(race, RaceRow.Of(race, id => all[id].Run), run => new Estimates
        {
            Step = [100, 200, 300, 400],
            TrainLoss = all[run.Id].Losses,
            ValLoss = all[run.Id].Losses,
            Batches = [.. Enumerable.Range(0, 4).Select(i => i < early ? 5 : (int?)null)],
        });
    }

    private static RunInfo Run(string id, double loss) => FakeLab.Run(id, RunStatus.Finished) with { ValLoss = loss, EvalStep = 400 };
}
